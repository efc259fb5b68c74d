import Documents

/// Walks the members of one JSON object, or the elements of one array, giving the bytes of each value without looking
/// into it: a document of hundreds of megabytes is then parsed one record at a time.
///
/// It checks only what it needs to find the ends; each piece is checked when it is parsed.
struct JSONMembers {
    private let bytes: [UInt8]
    private var offset: Int
    private let end: Int
    private let isObject: Bool
    private var isFirst = true

    /// - Parameter range: of the container in `bytes`; all of them if absent.
    init(_ bytes: [UInt8], in range: Range<Int>? = nil) throws(FeedProblem) {
        self.bytes = bytes
        offset = range?.lowerBound ?? (bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0)
        end = range?.upperBound ?? bytes.count
        while offset < end, Self.isSpace(bytes[offset]) { offset += 1 }
        guard offset < end, bytes[offset] == UInt8(ascii: "{") || bytes[offset] == UInt8(ascii: "[") else {
            throw FeedProblem("an object or an array was expected")
        }
        isObject = bytes[offset] == UInt8(ascii: "{")
        offset += 1
    }

    /// The next member; nil at the end. The key of an element is empty.
    mutating func next() throws(FeedProblem) -> (key: String, value: Range<Int>)? {
        skipSpace()
        guard offset < end else { throw FeedProblem("the document ends too early") }
        if bytes[offset] == UInt8(ascii: isObject ? "}" : "]") { return nil }
        if !isFirst {
            guard bytes[offset] == UInt8(ascii: ",") else { throw FeedProblem("a comma was expected") }
            offset += 1
            skipSpace()
        }
        isFirst = false
        var key = ""
        if isObject {
            guard offset < end, bytes[offset] == UInt8(ascii: "\"") else {
                throw FeedProblem("the name of a member was expected")
            }
            let start = offset
            try skipString()
            key = String(decoding: bytes[(start + 1)..<(offset - 1)], as: UTF8.self)
            skipSpace()
            guard offset < end, bytes[offset] == UInt8(ascii: ":") else { throw FeedProblem("a colon was expected") }
            offset += 1
            skipSpace()
        }
        let start = offset
        try skipValue()
        guard offset > start else { throw FeedProblem("a value was expected") }
        return (key, start..<offset)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 }

    private mutating func skipSpace() { while offset < end, Self.isSpace(bytes[offset]) { offset += 1 } }

    private mutating func skipString() throws(FeedProblem) {
        offset += 1
        while offset < end {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                offset += 1
                return
            case UInt8(ascii: "\\"): offset += 2
            default: offset += 1
            }
        }
        throw FeedProblem("the document ends inside a string")
    }

    private mutating func skipValue() throws(FeedProblem) {
        var depth = 0
        while offset < end {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                try skipString()
                if depth == 0 { return }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                offset += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return }
                depth -= 1
                offset += 1
                if depth == 0 { return }
            case UInt8(ascii: ","), 0x20, 0x0a, 0x0d, 0x09:
                if depth == 0 { return }
                offset += 1
            default: offset += 1
            }
        }
        guard depth == 0 else { throw FeedProblem("the document ends too early") }
    }
}

extension FeedDocument {
    /// The names of its first members; empty where it is no JSON object.
    func jsonKeys(atMost limit: Int = 24) -> [String] {
        var keys: [String] = []
        guard firstByte == UInt8(ascii: "{"), var members = try? JSONMembers(bytes) else { return [] }
        while keys.count < limit, let member = try? members.next() { keys.append(member.key) }
        return keys
    }

    /// Its JSON, parsed whole.
    func json() throws(FeedProblem) -> JSONValue { try Self.json(bytes) }

    /// Part of it, parsed.
    func json(_ range: Range<Int>) throws(FeedProblem) -> JSONValue { try Self.json(Array(bytes[range])) }

    private static func json(_ bytes: [UInt8]) throws(FeedProblem) -> JSONValue {
        do throws(DocumentError) {
            return try JSONDocument(bytes).root
        } catch {
            throw FeedProblem(error.description)
        }
    }
}
