/// One line of go.mod or go.work as words, its block's verb in front.
///
/// Source: the lexical elements and grammar of the Go Modules Reference, "go.mod files".
struct DirectiveLine {
    struct Word {
        var text: String
        /// Byte of the line, from 1.
        var column: Int
        var isQuoted: Bool
    }

    var number: Int
    var words: [Word]
    /// Text behind `//`, trimmed; empty where there is none.
    var comment: String
    /// Comments on the lines right above, and nothing between.
    var commentAbove: String

    var verb: String { words.first?.text ?? "" }
    var arguments: ArraySlice<Word> { words.dropFirst() }

    /// Position of the arrow of `replace`.
    var arrow: Int? { words.firstIndex { $0.text == "=>" && !$0.isQuoted } }
}

/// Splits a file into directives.
struct DirectiveReader {
    /// Longest line that is read; module paths and versions are short.
    static let lineLimit = 1 << 16

    private let bytes: UnsafeRawBufferPointer
    private(set) var lines: [DirectiveLine] = []
    private(set) var problems = ProblemList()

    /// The buffer is read during this call only.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        var block: DirectiveLine.Word?
        var blockLine = 0
        var above = ""
        var number = 0
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            defer { start = end + 1 }
            number += 1
            guard end - start <= Self.lineLimit else {
                problems.add(number, "the line is longer than \(Self.lineLimit) bytes")
                continue
            }
            var (words, comment) = split(start..<end, number)
            if words.isEmpty {
                // A blank line parts a comment from what follows.
                above = comment.isEmpty ? "" : above.isEmpty ? comment : above + "\n" + comment
                continue
            }
            defer { above = "" }
            if let open = block {
                if words[0].text == ")", !words[0].isQuoted {
                    if words.count > 1 { problems.add(number, "unexpected words behind ')'", column: words[1].column) }
                    block = nil
                    continue
                }
                words.insert(open, at: 0)
            } else if words.count >= 2, words[1].text == "(", !words[1].isQuoted {
                if words.count == 3, words[2].text == ")" { continue }
                if words.count > 2 { problems.add(number, "unexpected words behind '('", column: words[2].column) }
                block = words[0]
                blockLine = number
                continue
            }
            lines.append(DirectiveLine(number: number, words: words, comment: comment, commentAbove: above))
        }
        if let block { problems.add(blockLine, "the block of '\(block.text)' has no ')'") }
    }

    private mutating func split(_ range: Range<Int>, _ number: Int) -> ([DirectiveLine.Word], String) {
        var words: [DirectiveLine.Word] = []
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = bytes[position]
            let column = position - range.lowerBound + 1
            switch byte {
            case 0x20, 0x09, 0x0D: position += 1
            case UInt8(ascii: "/") where startsComment(position, range.upperBound):
                return (words, comment(position + 2..<range.upperBound))
            case UInt8(ascii: "\""), UInt8(ascii: "`"):
                guard let word = quoted(&position, range.upperBound, byte) else {
                    problems.add(number, "a quotation without its end", column: column)
                    return (words, "")
                }
                words.append(.init(text: word, column: column, isQuoted: true))
            default:
                let start = position
                while position < range.upperBound, !endsWord(position, range.upperBound) { position += 1 }
                // Parentheses, brackets and commas are words of their own.
                if position == start { position += 1 }
                words.append(.init(text: text(start..<position), column: column, isQuoted: false))
            }
        }
        return (words, "")
    }

    private func startsComment(_ position: Int, _ end: Int) -> Bool {
        position + 1 < end && bytes[position] == UInt8(ascii: "/") && bytes[position + 1] == UInt8(ascii: "/")
    }

    private func endsWord(_ position: Int, _ end: Int) -> Bool {
        switch bytes[position] {
        case 0x20, 0x09, 0x0D, UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: ","):
            true
        default: startsComment(position, end)
        }
    }

    private func comment(_ range: Range<Int>) -> String {
        var range = range
        while let first = range.first, bytes[first] <= 0x20 { range.removeFirst() }
        while let last = range.last, bytes[last] <= 0x20 { range.removeLast() }
        return text(range)
    }

    /// A string of Go source; only the escapes that a path could need are known, others stay as they are.
    private func quoted(_ position: inout Int, _ end: Int, _ quote: UInt8) -> String? {
        var text: [UInt8] = []
        position += 1
        while position < end {
            let byte = bytes[position]
            position += 1
            if byte == quote { return String(decoding: text, as: UTF8.self) }
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), position < end {
                text.append(bytes[position])
                position += 1
            } else {
                text.append(byte)
            }
        }
        return nil
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
