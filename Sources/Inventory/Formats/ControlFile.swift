/// Paragraphs of `Field: value` lines as Debian's control files have them (deb822(5)): a line that starts with a blank
/// continues the field before, an empty line ends the paragraph.
enum ControlFile {
    /// Calls `field` with each field, its value trimmed and with its continuation lines, and `endOfParagraph` after
    /// each paragraph that had any. Lines that are no field are passed over.
    static func parse(_ bytes: Bytes, field: (_ name: Bytes, _ value: Bytes) -> Void, endOfParagraph: () -> Void) {
        var position = 0
        var hasFields = false
        while position < bytes.count {
            let lineEnd = bytes.firstIndex(of: newline, from: position) ?? bytes.count
            guard !isBlank(bytes, position, lineEnd) else {
                if hasFields { endOfParagraph() }
                hasFields = false
                position = lineEnd + 1
                continue
            }
            var end = lineEnd
            while let next = bytes[end + 1], next == 0x20 || next == 0x09 {
                let continuationEnd = bytes.firstIndex(of: newline, from: end + 1) ?? bytes.count
                if isBlank(bytes, end + 1, continuationEnd) { break }
                end = continuationEnd
            }
            if let colon = bytes.slice(position, lineEnd).firstIndex(of: 0x3A) {
                hasFields = true
                field(bytes.slice(position, position + colon), bytes.slice(position + colon + 1, end).trimmed)
            }
            position = end + 1
        }
        if hasFields { endOfParagraph() }
    }

    private static let newline: UInt8 = 0x0A

    private static func isBlank(_ bytes: Bytes, _ start: Int, _ end: Int) -> Bool {
        var index = start
        while index < end, let byte = bytes[index] {
            if !Bytes.isSpace(byte) { return false }
            index += 1
        }
        return true
    }
}
