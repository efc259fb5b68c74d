/// A JSON text, checked and indexed in one pass; strings are decoded when they are asked for.
///
/// The index holds one small record a value, in document order, each with the number of the record after it, so that
/// a value is skipped in one step. Source: RFC 8259.
public final class JSONDocument: Sendable {
    fileprivate let bytes: [UInt8]
    fileprivate let nodes: [JSONNode]

    public init(_ bytes: [UInt8], limits: DocumentLimits = DocumentLimits()) throws(DocumentError) {
        guard bytes.count <= limits.size else {
            throw DocumentError(
                "the document is larger than \(limits.size) bytes", at: TextPosition(offset: 0, line: 1, column: 1))
        }
        let outcome = bytes.withUnsafeBufferPointer { buffer -> Result<[JSONNode], JSONIndexer.Failure> in
            var indexer = JSONIndexer(text: buffer, limits: limits)
            do throws(JSONIndexer.Failure) {
                return .success(try indexer.index())
            } catch {
                return .failure(error)
            }
        }
        switch outcome {
        case .success(let nodes):
            self.bytes = bytes
            self.nodes = nodes
        case .failure(let failure):
            throw DocumentError(failure.problem, at: TextPosition(offset: failure.offset, in: bytes))
        }
    }

    public var root: JSONValue { JSONValue(document: self, index: 0) }
}

struct JSONNode {
    enum Kind: UInt8 { case object, array, string, escapedString, number, yes, no, null }

    var kind: Kind
    /// The bytes of the value; of a string without its quotes.
    var start: Int
    var end: Int
    /// Number of the record after this value and all within it.
    var next: Int32
}

/// One value of a document.
public struct JSONValue: Sendable {
    private let document: JSONDocument
    private let index: Int

    fileprivate init(document: JSONDocument, index: Int) {
        self.document = document
        self.index = index
    }

    private var node: JSONNode { document.nodes[index] }

    public var isObject: Bool { node.kind == .object }
    public var isArray: Bool { node.kind == .array }
    public var isNull: Bool { node.kind == .null }

    /// What the value is, for errors.
    public var kindName: String {
        switch node.kind {
        case .object: "an object"
        case .array: "an array"
        case .string, .escapedString: "a string"
        case .number: "a number"
        case .yes, .no: "a boolean"
        case .null: "null"
        }
    }

    public var string: String? {
        let node = node
        switch node.kind {
        case .string: return String(decoding: document.bytes[node.start..<node.end], as: UTF8.self)
        case .escapedString: return JSONText.unescaped(document.bytes[node.start..<node.end])
        default: return nil
        }
    }

    /// The characters of a number as they stand.
    public var numberText: String? {
        node.kind == .number ? String(decoding: document.bytes[node.start..<node.end], as: UTF8.self) : nil
    }

    public var integer: Int? { numberText.flatMap { Int($0) } }
    public var double: Double? { numberText.flatMap { Double($0) } }

    public var boolean: Bool? {
        switch node.kind {
        case .yes: true
        case .no: false
        default: nil
        }
    }

    /// The first member of that name; nil where this is no object.
    public subscript(name: String) -> JSONValue? {
        guard node.kind == .object else { return nil }
        var name = name
        return name.withUTF8 { wanted -> JSONValue? in
            var position = index + 1
            let end = Int(node.next)
            while position < end {
                let key = document.nodes[position]
                let isEqual =
                    key.kind == .string
                    ? document.bytes[key.start..<key.end].elementsEqual(wanted)
                    : JSONText.unescaped(document.bytes[key.start..<key.end]).utf8.elementsEqual(wanted)
                if isEqual { return JSONValue(document: document, index: position + 1) }
                position = Int(document.nodes[position + 1].next)
            }
            return nil
        }
    }

    /// The elements of an array; nothing where this is none.
    public var elements: Elements { Elements(document: document, container: node.kind == .array ? index : nil) }

    /// The members of an object in their order; nothing where this is none.
    public var members: [(name: String, value: JSONValue)] {
        guard node.kind == .object else { return [] }
        var members: [(name: String, value: JSONValue)] = []
        var position = index + 1
        while position < Int(node.next) {
            let key = JSONValue(document: document, index: position)
            members.append((key.string ?? "", JSONValue(document: document, index: position + 1)))
            position = Int(document.nodes[position + 1].next)
        }
        return members
    }

    /// Where the value stands.
    public var position: TextPosition { TextPosition(offset: node.start, in: document.bytes) }

    public struct Elements: Sequence, IteratorProtocol, Sendable {
        private let document: JSONDocument
        private var position: Int
        private let end: Int

        fileprivate init(document: JSONDocument, container: Int?) {
            self.document = document
            position = container.map { $0 + 1 } ?? 0
            end = container.map { Int(document.nodes[$0].next) } ?? 0
        }

        public mutating func next() -> JSONValue? {
            guard position < end else { return nil }
            defer { position = Int(document.nodes[position].next) }
            return JSONValue(document: document, index: position)
        }
    }
}

enum JSONText {
    /// A string with escapes; a lone surrogate becomes U+FFFD.
    static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        var units: [UInt8] = []
        units.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.endIndex else {
                units.append(bytes[index])
                index += 1
                continue
            }
            let mark = bytes[index + 1]
            index += 2
            switch mark {
            case UInt8(ascii: "n"): units.append(0x0a)
            case UInt8(ascii: "t"): units.append(0x09)
            case UInt8(ascii: "r"): units.append(0x0d)
            case UInt8(ascii: "b"): units.append(0x08)
            case UInt8(ascii: "f"): units.append(0x0c)
            case UInt8(ascii: "u"):
                var value = hexadecimal(bytes, at: index)
                index = min(index + 4, bytes.endIndex)
                if value & 0xfc00 == 0xd800, index + 1 < bytes.endIndex, bytes[index] == UInt8(ascii: "\\"),
                    bytes[index + 1] == UInt8(ascii: "u")
                {
                    let low = hexadecimal(bytes, at: index + 2)
                    if low & 0xfc00 == 0xdc00 {
                        value = 0x10000 + (value & 0x3ff) << 10 + (low & 0x3ff)
                        index = min(index + 6, bytes.endIndex)
                    }
                }
                units.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{fffd}").utf8)
            default: units.append(mark)
            }
        }
        return String(decoding: units, as: UTF8.self)
    }

    private static func hexadecimal(_ bytes: ArraySlice<UInt8>, at start: Int) -> UInt32 {
        guard start + 4 <= bytes.endIndex else { return 0xfffd }
        return bytes[start..<(start + 4)].reduce(0) { $0 << 4 | UInt32(digit($1) ?? 0) }
    }

    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 48
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 87
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 55
        default: nil
        }
    }
}
