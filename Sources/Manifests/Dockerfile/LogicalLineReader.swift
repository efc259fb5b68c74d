/// Splits a Dockerfile into logical lines: continuation lines joined, comments and blank lines set aside.
///
/// Source: BuildKit's rules: a line continues where the escape character, not itself escaped, is the last but blanks;
/// comment lines and blank lines between continuation lines are dropped.
struct LogicalLineReader {
    let source: SourceText
    let escape: UInt8
    /// The next physical line, from 1.
    var nextLine: Int
    var comments: [Comment] = []
    var emptyContinuationLines: [Int] = []

    struct Line {
        var text: LogicalText
        var firstLine: Int
        /// The whole of it in the source, without the last line end.
        var range: Range<Int>
    }

    init(source: SourceText, escape: UInt8, firstLine: Int) {
        self.source = source
        self.escape = escape
        nextLine = firstLine
    }

    var isAtEnd: Bool { nextLine > source.lineCount }

    /// The contents of a line without the byte order mark.
    func contents(_ line: Int) -> Range<Int> {
        let range = source.contents(ofLine: line)
        guard line == 1, source.markLength > 0 else { return range }
        return min(range.lowerBound + source.markLength, range.upperBound)..<range.upperBound
    }

    mutating func next() -> Line? {
        while !isAtEnd {
            let line = nextLine
            let range = contents(line)
            nextLine += 1
            guard let first = firstNonBlank(range) else { continue }
            if source.bytes[first] == UInt8(ascii: "#") {
                addComment(line, first..<range.upperBound, inside: false)
                continue
            }
            return logicalLine(startingAt: line, first..<range.upperBound)
        }
        return nil
    }

    private mutating func logicalLine(startingAt line: Int, _ range: Range<Int>) -> Line {
        var text = LogicalText()
        var end = range.upperBound
        guard let cut = continuation(range) else {
            text.append(source.bytes, trimmingTail(range))
            return Line(text: text, firstLine: line, range: range.lowerBound..<trimmingTail(range).upperBound)
        }
        text.append(source.bytes, range.lowerBound..<cut)
        var pendingEmpty: [Int] = []
        while !isAtEnd {
            let number = nextLine
            let part = contents(number)
            nextLine += 1
            guard let first = firstNonBlank(part) else {
                // The file's last, empty line is no line of the instruction.
                if number < source.lineCount || !part.isEmpty { pendingEmpty.append(number) }
                continue
            }
            if source.bytes[first] == UInt8(ascii: "#") {
                addComment(number, first..<part.upperBound, inside: true)
                continue
            }
            emptyContinuationLines += pendingEmpty
            pendingEmpty = []
            if let cut = continuation(part) {
                text.append(source.bytes, part.lowerBound..<cut)
                end = part.upperBound
            } else {
                let part = trimmingTail(part)
                text.append(source.bytes, part)
                end = part.upperBound
                break
            }
        }
        return Line(text: text, firstLine: line, range: range.lowerBound..<end)
    }

    /// Where the escape character that continues the line stands, if it does.
    private func continuation(_ range: Range<Int>) -> Int? {
        let end = trimmingTail(range).upperBound
        guard end > range.lowerBound, source.bytes[end - 1] == escape else { return nil }
        if end - 2 >= range.lowerBound, source.bytes[end - 2] == escape { return nil }
        return end - 1
    }

    private func trimmingTail(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, isBlank(source.bytes[end - 1]) { end -= 1 }
        return range.lowerBound..<end
    }

    private func firstNonBlank(_ range: Range<Int>) -> Int? {
        range.first { !isBlank(source.bytes[$0]) }
    }

    private mutating func addComment(_ line: Int, _ range: Range<Int>, inside: Bool) {
        var start = range.lowerBound + 1
        var end = range.upperBound
        while start < end, isBlank(source.bytes[start]) { start += 1 }
        while end > start, isBlank(source.bytes[end - 1]) { end -= 1 }
        comments.append(
            Comment(text: source.string(start..<end), line: line, range: range, isInsideInstruction: inside))
    }

    /// Reads the body of a heredoc from the next line on.
    mutating func heredocBody(name: String, dropsTabs: Bool, isQuoted: Bool) -> Heredoc {
        var body = LogicalText()
        let start = isAtEnd ? source.bytes.count : source.wholeLine(nextLine).lowerBound
        let terminator = Array(name.utf8)
        while !isAtEnd {
            let whole = source.wholeLine(nextLine)
            var contents = source.contents(ofLine: nextLine)
            if whole.isEmpty && nextLine == source.lineCount { break }
            var lineStart = contents.lowerBound
            if dropsTabs {
                while lineStart < contents.upperBound, source.bytes[lineStart] == UInt8(ascii: "\t") { lineStart += 1 }
            }
            contents = lineStart..<contents.upperBound
            nextLine += 1
            if source.bytes[contents].elementsEqual(terminator) {
                return Heredoc(
                    name: name, dropsTabs: dropsTabs, isQuoted: isQuoted, body: body,
                    range: start..<whole.lowerBound, isTerminated: true)
            }
            body.append(source.bytes, lineStart..<whole.upperBound)
        }
        nextLine = max(nextLine, source.lineCount + 1)
        return Heredoc(
            name: name, dropsTabs: dropsTabs, isQuoted: isQuoted, body: body, range: start..<source.bytes.count,
            isTerminated: false)
    }
}

func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0B || byte == 0x0C
}

func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
    default: false
    }
}
