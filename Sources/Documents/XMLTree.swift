/// An XML text, checked and indexed in one pass; text is decoded when it is asked for.
///
/// Only what data formats need: elements, attributes, text, CDATA, comments and processing instructions. A document type
/// is refused, and with it every entity of the document's own, so nothing can be expanded or fetched. Namespaces are not
/// resolved; names are compared without their prefix. Source: XML 1.0 (fifth edition); UTF-8 only.
public final class XMLTree: Sendable {
    fileprivate struct Node {
        /// Of the name without its prefix.
        var name: Range<Int>
        /// Of everything behind the name in the start tag.
        var attributes: Range<Int>
        /// Between start and end tag.
        var content: Range<Int>
        var firstChild: Int32 = -1
        var nextSibling: Int32 = -1
        var offset: Int
    }

    fileprivate let bytes: [UInt8]
    fileprivate let nodes: [Node]

    public init(_ bytes: [UInt8], limits: DocumentLimits = DocumentLimits()) throws(DocumentError) {
        var indexer = XMLIndexer(bytes: bytes, limits: limits)
        do throws(XMLIndexer.Failure) {
            nodes = try indexer.index()
        } catch {
            throw DocumentError(error.problem, at: TextPosition(offset: error.offset, in: bytes))
        }
        self.bytes = bytes
    }

    public var root: XMLElement { XMLElement(tree: self, index: 0) }

    private struct XMLIndexer {
        struct Failure: Error {
            var problem: String
            var offset: Int
        }

        let bytes: [UInt8]
        let limits: DocumentLimits
        var position = 0
        var nodes: [Node] = []
        /// Open elements, each with its last child.
        var open: [(node: Int, lastChild: Int)] = []
        var attributeCount = 0

        init(bytes: [UInt8], limits: DocumentLimits) {
            self.bytes = bytes
            self.limits = limits
        }

        mutating func index() throws(Failure) -> [Node] {
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
            if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
                throw fail("the document is UTF-16; only UTF-8 is read")
            }
            while position < bytes.count {
                let start = position
                guard bytes[position] == UInt8(ascii: "<") else {
                    position = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
                    if open.isEmpty, bytes[start..<position].contains(where: { $0 > 0x20 }) {
                        position = start
                        throw fail("text outside of the root element")
                    }
                    continue
                }
                if matches("<!--") {
                    try skip(past: "-->", "a comment without its end")
                } else if matches("<![CDATA[") {
                    guard !open.isEmpty else { throw fail("text outside of the root element") }
                    try skip(past: "]]>", "a CDATA section without its end")
                } else if matches("<?") {
                    try skip(past: "?>", "a processing instruction without its end")
                } else if matches("<!") {
                    throw fail("document types are refused")
                } else if matches("</") {
                    try endTag()
                } else {
                    try startTag()
                }
            }
            guard open.isEmpty else { throw fail("the document ends inside an element") }
            guard !nodes.isEmpty else { throw fail("the document has no element") }
            return nodes
        }

        private func fail(_ problem: String) -> Failure { Failure(problem: problem, offset: position) }

        private func matches(_ text: StaticString) -> Bool {
            position + text.utf8CodeUnitCount <= bytes.count
                && text.withUTF8Buffer { bytes[position..<position + $0.count].elementsEqual($0) }
        }

        private mutating func skip(past end: StaticString, _ problem: String) throws(Failure) {
            let start = position
            while position < bytes.count {
                if matches(end) {
                    position += end.utf8CodeUnitCount
                    return
                }
                position += 1
            }
            position = start
            throw fail(problem)
        }

        private mutating func name() throws(Failure) -> Range<Int> {
            let start = position
            while position < bytes.count, XMLTree.isName(bytes[position]) { position += 1 }
            guard position > start else { throw fail("expected the name of an element") }
            return start..<position
        }

        private mutating func startTag() throws(Failure) {
            let offset = position
            position += 1
            let name = XMLTree.withoutPrefix(try name(), bytes)
            guard nodes.isEmpty || !open.isEmpty else {
                position = offset
                throw fail("a second root element")
            }
            let attributes = position
            while true {
                guard position < bytes.count else { throw fail("the document ends inside a tag") }
                switch bytes[position] {
                case UInt8(ascii: ">"), UInt8(ascii: "/"): break
                case UInt8(ascii: "\""), UInt8(ascii: "'"):
                    let quote = bytes[position]
                    guard let end = bytes[(position + 1)...].firstIndex(of: quote) else {
                        throw fail("an attribute without the end of its quotation")
                    }
                    position = end + 1
                    attributeCount += 1
                    continue
                case UInt8(ascii: "<"): throw fail("'<' inside a tag")
                default:
                    position += 1
                    continue
                }
                break
            }
            let tagEnd = position
            let isEmpty = bytes[position] == UInt8(ascii: "/")
            position += isEmpty ? 2 : 1
            guard position <= bytes.count, bytes[position - 1] == UInt8(ascii: ">") else {
                throw fail("expected '>' at the end of a tag")
            }
            guard nodes.count + attributeCount < min(limits.nodes, Int(Int32.max)) else {
                throw fail("the document holds more than \(limits.nodes) elements and attributes")
            }
            let index = nodes.count
            nodes.append(
                Node(name: name, attributes: attributes..<tagEnd, content: position..<position, offset: offset))
            if let parent = open.last {
                if parent.lastChild >= 0 {
                    nodes[parent.lastChild].nextSibling = Int32(index)
                } else {
                    nodes[parent.node].firstChild = Int32(index)
                }
                open[open.count - 1].lastChild = index
            }
            guard !isEmpty else { return }
            guard open.count < limits.depth else { throw fail("elements are nested deeper than \(limits.depth)") }
            open.append((index, -1))
        }

        private mutating func endTag() throws(Failure) {
            let start = position
            position += 2
            let name = XMLTree.withoutPrefix(try name(), bytes)
            while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
            guard let element = open.popLast(), bytes[nodes[element.node].name].elementsEqual(bytes[name]),
                position < bytes.count, bytes[position] == UInt8(ascii: ">")
            else {
                position = start
                throw fail("an end tag that closes no open element")
            }
            position += 1
            nodes[element.node].content = nodes[element.node].content.lowerBound..<start
        }
    }

    fileprivate static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: ":"), 0x80...0xFF:
            true
        default: false
        }
    }

    fileprivate static func withoutPrefix(_ name: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        guard let colon = bytes[name].lastIndex(of: UInt8(ascii: ":")) else { return name }
        return colon + 1..<name.upperBound
    }
}

/// One element of a document.
public struct XMLElement: Sendable {
    private let tree: XMLTree
    private let index: Int

    fileprivate init(tree: XMLTree, index: Int) {
        self.tree = tree
        self.index = index
    }

    private var node: XMLTree.Node { tree.nodes[index] }

    public func isNamed(_ name: StaticString) -> Bool {
        name.withUTF8Buffer { tree.bytes[node.name].elementsEqual($0) }
    }

    public var name: String { String(decoding: tree.bytes[node.name], as: UTF8.self) }

    public var children: Children { Children(tree: tree, upcoming: node.firstChild) }

    /// The children of one name.
    public func children(_ name: StaticString) -> [XMLElement] { children.filter { $0.isNamed(name) } }

    /// The first child of that name.
    public subscript(name: StaticString) -> XMLElement? { children.first { $0.isNamed(name) } }

    /// Text between the tags, trimmed, with CDATA and references resolved; that of children is left out.
    public var text: String {
        var decoded: [UInt8] = []
        var position = node.content.lowerBound
        for child in children {
            append(position..<child.node.offset, &decoded)
            position = child.end
        }
        append(position..<node.content.upperBound, &decoded)
        let start = decoded.firstIndex { $0 > 0x20 } ?? decoded.endIndex
        let end = decoded.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? start
        return String(decoding: decoded[start..<max(start, end)], as: UTF8.self)
    }

    /// Text of the first child of that name; nil where it is missing or empty.
    public func text(_ name: StaticString) -> String? {
        guard let text = self[name]?.text, !text.isEmpty else { return nil }
        return text
    }

    /// The value of an attribute, by its name without prefix.
    public func attribute(_ wanted: StaticString) -> String? {
        let bytes = tree.bytes
        var position = node.attributes.lowerBound
        let end = node.attributes.upperBound
        while position < end {
            while position < end, !XMLTree.isName(bytes[position]) { position += 1 }
            let start = position
            while position < end, XMLTree.isName(bytes[position]) { position += 1 }
            let name = XMLTree.withoutPrefix(start..<position, bytes)
            while position < end, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "'") {
                position += 1
            }
            guard position < end, let close = bytes[(position + 1)..<end].firstIndex(of: bytes[position]) else {
                return nil
            }
            if wanted.withUTF8Buffer({ bytes[name].elementsEqual($0) }) {
                var decoded: [UInt8] = []
                XMLText.append(bytes[(position + 1)..<close], to: &decoded)
                return String(decoding: decoded, as: UTF8.self)
            }
            position = close + 1
        }
        return nil
    }

    public var position: TextPosition { TextPosition(offset: node.offset, in: tree.bytes) }

    /// Where the element ends, its end tag included.
    private var end: Int {
        let content = node.content
        if content.isEmpty, content.lowerBound >= 2, tree.bytes[content.lowerBound - 2] == UInt8(ascii: "/") {
            return content.lowerBound
        }
        return (tree.bytes[content.upperBound...].firstIndex(of: UInt8(ascii: ">")) ?? content.upperBound) + 1
    }

    private func append(_ range: Range<Int>, _ decoded: inout [UInt8]) {
        guard !range.isEmpty else { return }
        let bytes = tree.bytes
        var position = range.lowerBound
        while let mark = bytes[position..<range.upperBound].firstIndex(of: UInt8(ascii: "<")) {
            XMLText.append(bytes[position..<mark], to: &decoded)
            let rest = bytes[mark..<range.upperBound]
            if rest.starts(with: "<![CDATA[".utf8) {
                let end = ByteSearch.firstIndex(of: "]]>".utf8, in: rest) ?? range.upperBound
                decoded += bytes[min(mark + 9, end)..<end]
                position = min(end + 3, range.upperBound)
            } else {
                let isComment = rest.starts(with: "<!--".utf8)
                let end = ByteSearch.firstIndex(of: (isComment ? "-->" : "?>").utf8, in: rest) ?? range.upperBound
                position = min(end + (isComment ? 3 : 2), range.upperBound)
            }
        }
        XMLText.append(bytes[position..<range.upperBound], to: &decoded)
    }

    public struct Children: Sequence, IteratorProtocol {
        fileprivate let tree: XMLTree
        fileprivate var upcoming: Int32

        public mutating func next() -> XMLElement? {
            guard upcoming >= 0 else { return nil }
            defer { upcoming = tree.nodes[Int(upcoming)].nextSibling }
            return XMLElement(tree: tree, index: Int(upcoming))
        }
    }
}

enum XMLText {
    /// Resolves the five named references and numbers; what is none stays as it stands.
    static func append(_ text: ArraySlice<UInt8>, to decoded: inout [UInt8]) {
        var rest = text
        while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
            decoded += rest[..<mark]
            guard let end = rest[mark...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
                let bytes = resolved(rest[(mark + 1)..<end])
            else {
                decoded.append(UInt8(ascii: "&"))
                rest = rest[(mark + 1)...]
                continue
            }
            decoded += bytes
            rest = rest[(end + 1)...]
        }
        decoded += rest
    }

    private static func resolved(_ name: ArraySlice<UInt8>) -> [UInt8]? {
        switch String(decoding: name, as: UTF8.self) {
        case "amp": return [UInt8(ascii: "&")]
        case "lt": return [UInt8(ascii: "<")]
        case "gt": return [UInt8(ascii: ">")]
        case "quot": return [UInt8(ascii: "\"")]
        case "apos": return [UInt8(ascii: "'")]
        case let text where text.hasPrefix("#x"):
            return UInt32(text.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init).map { Array(String($0).utf8) }
        case let text where text.hasPrefix("#"):
            return UInt32(text.dropFirst()).flatMap(Unicode.Scalar.init).map { Array(String($0).utf8) }
        default: return nil
        }
    }
}
