/// Reads the parser directives in front of a Dockerfile: `# name=value` lines before anything else.
///
/// Source: Dockerfile reference, "Parser directives": names are case-insensitive, blanks around are ignored, the first
/// line that is no directive ends them, one may not stand twice.
enum DirectiveReader {
    static func read(_ source: SourceText) -> ([Directive], escape: UInt8, [SyntaxProblem]) {
        var directives: [Directive] = []
        var problems: [SyntaxProblem] = []
        var escape = UInt8(ascii: "\\")
        for line in 1...max(1, source.lineCount) {
            var range = source.contents(ofLine: line)
            if line == 1 { range = min(range.lowerBound + source.markLength, range.upperBound)..<range.upperBound }
            guard let directive = directive(source, range) else { break }
            // Only these three are directives; another `# word=value` is a comment and ends them.
            guard ["syntax", "escape", "check"].contains(directive.name) else { break }
            if directives.contains(where: { $0.name == directive.name }) {
                problems.append(
                    SyntaxProblem(message: "The directive \(directive.name) stands twice.", range: directive.range))
                continue
            }
            if directive.name == "escape" {
                switch directive.value {
                case "\\": escape = UInt8(ascii: "\\")
                case "`": escape = UInt8(ascii: "`")
                default:
                    problems.append(
                        SyntaxProblem(message: "The directive escape takes \\ or `.", range: directive.range))
                }
            }
            directives.append(directive)
        }
        return (directives, escape, problems)
    }

    private static func directive(_ source: SourceText, _ range: Range<Int>) -> Directive? {
        let bytes = source.bytes
        var index = range.lowerBound
        func skip() { while index < range.upperBound, isBlank(bytes[index]) { index += 1 } }
        skip()
        guard index < range.upperBound, bytes[index] == UInt8(ascii: "#") else { return nil }
        let start = index
        index += 1
        skip()
        let nameStart = index
        while index < range.upperBound, isNameByte(bytes[index]) { index += 1 }
        let nameEnd = index
        guard nameEnd > nameStart else { return nil }
        skip()
        guard index < range.upperBound, bytes[index] == UInt8(ascii: "=") else { return nil }
        index += 1
        skip()
        var end = range.upperBound
        while end > index, isBlank(bytes[end - 1]) { end -= 1 }
        return Directive(
            name: source.string(nameStart..<nameEnd).lowercased(), value: source.string(index..<end),
            range: start..<end)
    }
}
