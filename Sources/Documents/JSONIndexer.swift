/// The one pass over a JSON text: checks the syntax, keeps a record of each value. No recursion, so depth costs heap.
struct JSONIndexer {
    struct Failure: Error {
        var problem: String
        var offset: Int
    }

    private let text: UnsafeBufferPointer<UInt8>
    private let limits: DocumentLimits
    private var offset = 0
    private var nodes: [JSONNode] = []
    /// Records of the containers that are still open.
    private var open: [Int] = []

    init(text: UnsafeBufferPointer<UInt8>, limits: DocumentLimits) {
        self.text = text
        self.limits = limits
    }

    mutating func index() throws(Failure) -> [JSONNode] {
        // A byte order mark is ignored, as RFC 8259, section 8.1 permits.
        if text.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
        nodes.reserveCapacity(text.count / 16)
        skipSpace()
        try value()
        while let container = open.last {
            skipSpace()
            guard let byte = peek() else { throw fail("the document ends inside \(name(of: container))") }
            let isObject = nodes[container].kind == .object
            if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                offset += 1
                close(container)
                continue
            }
            if container != nodes.count - 1 {
                guard byte == UInt8(ascii: ",") else {
                    throw fail("expected a comma or the end of \(name(of: container))")
                }
                offset += 1
                skipSpace()
            }
            if isObject {
                guard peek() == UInt8(ascii: "\"") else { throw fail("expected the name of a member") }
                try string()
                skipSpace()
                guard peek() == UInt8(ascii: ":") else { throw fail("expected a colon after the name of a member") }
                offset += 1
                skipSpace()
            }
            try value()
        }
        skipSpace()
        guard offset == text.count else { throw fail("something follows the end of the document") }
        return nodes
    }

    private func name(of container: Int) -> String { nodes[container].kind == .object ? "an object" : "an array" }

    private func peek() -> UInt8? { offset < text.count ? text[offset] : nil }

    private func fail(_ problem: String) -> Failure { Failure(problem: problem, offset: min(offset, text.count)) }

    private mutating func skipSpace() {
        while offset < text.count {
            switch text[offset] {
            case 0x20, 0x0a, 0x0d, 0x09: offset += 1
            default: return
            }
        }
    }

    private mutating func append(_ kind: JSONNode.Kind, _ start: Int, _ end: Int) throws(Failure) {
        guard nodes.count < min(limits.nodes, Int(Int32.max) - 1) else {
            throw fail("the document holds more than \(limits.nodes) values")
        }
        nodes.append(JSONNode(kind: kind, start: start, end: end, next: Int32(nodes.count + 1)))
    }

    private mutating func close(_ container: Int) {
        nodes[container].end = offset
        nodes[container].next = Int32(nodes.count)
        open.removeLast()
    }

    private mutating func value() throws(Failure) {
        guard let byte = peek() else { throw fail("the document ends where a value was expected") }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard open.count < limits.depth else { throw fail("values are nested deeper than \(limits.depth)") }
            open.append(nodes.count)
            try append(byte == UInt8(ascii: "{") ? .object : .array, offset, offset)
            offset += 1
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: "t"): try word("true", .yes)
        case UInt8(ascii: "f"): try word("false", .no)
        case UInt8(ascii: "n"): try word("null", .null)
        default: throw fail("expected a value")
        }
    }

    private mutating func word(_ word: StaticString, _ kind: JSONNode.Kind) throws(Failure) {
        let end = offset + word.utf8CodeUnitCount
        guard end <= text.count,
            word.withUTF8Buffer({ UnsafeBufferPointer(rebasing: text[offset..<end]).elementsEqual($0) })
        else { throw fail("expected a value") }
        try append(kind, offset, end)
        offset = end
    }

    private mutating func number() throws(Failure) {
        let start = offset
        if peek() == UInt8(ascii: "-") { offset += 1 }
        if peek() == UInt8(ascii: "0") {
            offset += 1
        } else {
            try digits()
        }
        if peek() == UInt8(ascii: ".") {
            offset += 1
            try digits()
        }
        if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
            offset += 1
            if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { offset += 1 }
            try digits()
        }
        try append(.number, start, offset)
    }

    private mutating func digits() throws(Failure) {
        guard let byte = peek(), byte >= 0x30, byte <= 0x39 else { throw fail("expected a digit") }
        while let byte = peek(), byte >= 0x30, byte <= 0x39 { offset += 1 }
    }

    private mutating func string() throws(Failure) {
        offset += 1
        let start = offset
        var kind = JSONNode.Kind.string
        while offset < text.count {
            let byte = text[offset]
            if byte == UInt8(ascii: "\"") {
                try append(kind, start, offset)
                offset += 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                kind = .escapedString
                try escape()
            } else if byte < 0x20 {
                throw fail("a control character stands raw in a string")
            } else {
                offset += 1
            }
        }
        throw fail("the document ends inside a string")
    }

    private mutating func escape() throws(Failure) {
        offset += 1
        guard let mark = peek() else { throw fail("the document ends inside a string") }
        switch mark {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            offset += 1
        case UInt8(ascii: "u"):
            offset += 1
            for _ in 0..<4 {
                guard let digit = peek(), JSONText.digit(digit) != nil else {
                    throw fail("\\u needs four hexadecimal digits")
                }
                offset += 1
            }
        default: throw fail("unknown escape in a string")
        }
    }
}
