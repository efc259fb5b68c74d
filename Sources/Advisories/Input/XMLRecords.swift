import Documents

/// Cuts an XML document into the elements of one name, without reading what lies in them: a document of hundreds of
/// megabytes is then parsed one record at a time. For formats in which that element does not hold itself.
struct XMLRecords {
    private let bytes: [UInt8]
    private let start: [UInt8]
    private let end: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8], element: String) {
        self.bytes = bytes
        start = Array("<\(element)".utf8)
        end = Array("</\(element)>".utf8)
    }

    /// Where the next element lies, its tags included; nil at the end.
    /// - Throws: where the document breaks off.
    mutating func next() throws(FeedProblem) -> Range<Int>? {
        while let first = ByteSearch.firstIndex(of: start, in: bytes[offset...]) {
            offset = first + start.count
            // `<updates>` begins like `<update>`.
            guard offset < bytes.count, [0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: ">")].contains(bytes[offset]) else {
                continue
            }
            guard let last = ByteSearch.firstIndex(of: end, in: bytes[offset...]) else {
                throw FeedProblem("the document ends too early")
            }
            offset = last + end.count
            return first..<offset
        }
        // The end tag of the element around them all must be there.
        guard bytes[offset...].contains(UInt8(ascii: "<")) else { throw FeedProblem("the document ends too early") }
        return nil
    }
}
