/// go.work: modules that are built together. Source: Go Modules Reference, "go.work files".
public struct GoWorkFile: Sendable, Hashable {
    public var go: GoModFile.Value?
    public var toolchain: GoModFile.Value?
    /// Folders with a go.mod, relative to the file.
    public var uses: [GoModFile.Value] = []
    /// They go before those of the go.mod files.
    public var replacements: [GoModFile.Replacement] = []
    public var settings: [GoModFile.Setting] = []
    public var problems: [ModuleProblem] = []

    /// Reads a whole file; the buffer is needed during this call only. What is no directive is a problem.
    public init(parsing bytes: UnsafeRawBufferPointer) {
        let reader = DirectiveReader(bytes)
        var problems = reader.problems
        for line in reader.lines { read(line, &problems) }
        self.problems = problems.problems
    }

    public init(parsing text: String) {
        var text = text
        self = text.withUTF8 { GoWorkFile(parsing: UnsafeRawBufferPointer($0)) }
    }

    private mutating func read(_ line: DirectiveLine, _ problems: inout ProblemList) {
        let words = line.arguments.map(\.text)
        if line.verb == "replace" {
            if let replacement = GoModFile.Replacement(line, &problems) { replacements.append(replacement) }
            return
        }
        if line.verb == "godebug" {
            if let setting = GoModFile.Setting(words, line.number, &problems) { settings.append(setting) }
            return
        }
        guard ["go", "toolchain", "use"].contains(line.verb) else {
            return problems.add(
                line.number, "unknown directive '\(line.verb.prefix(40))'", column: line.words[0].column)
        }
        guard words.count == 1 else { return problems.add(line.number, "expected one word behind '\(line.verb)'") }
        let value = GoModFile.Value(text: words[0], line: line.number)
        switch line.verb {
        case "go": go = value
        case "toolchain": toolchain = value
        default: uses.append(value)
        }
    }
}
