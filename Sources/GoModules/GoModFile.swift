/// go.mod, every directive with its line. Source: Go Modules Reference, "go.mod files".
public struct GoModFile: Sendable, Hashable {
    /// A directive with one value: `module`, `go`, `toolchain`, `tool`, `ignore`.
    public struct Value: Sendable, Hashable {
        public var text: String
        public var line: Int

        public init(text: String, line: Int) {
            self.text = text
            self.line = line
        }
    }

    public struct Requirement: Sendable, Hashable {
        public var path: String
        public var version: String
        /// Needed only by other modules, as the comment `// indirect` says.
        public var isIndirect: Bool
        public var line: Int

        public init(path: String, version: String, isIndirect: Bool = false, line: Int) {
            self.path = path
            self.version = version
            self.isIndirect = isIndirect
            self.line = line
        }
    }

    public struct Replacement: Sendable, Hashable {
        public var path: String
        /// Nil replaces every version.
        public var version: String?
        public var newPath: String
        /// Nil where a folder takes its place.
        public var newVersion: String?
        public var line: Int

        public init(path: String, version: String? = nil, newPath: String, newVersion: String? = nil, line: Int) {
            self.path = path
            self.version = version
            self.newPath = newPath
            self.newVersion = newVersion
            self.line = line
        }

        public var isFolder: Bool { newVersion == nil }
    }

    public struct Exclusion: Sendable, Hashable {
        public var path: String
        public var version: String
        public var line: Int
    }

    /// Versions of this module that its authors take back, `low` to `high` included.
    public struct Retraction: Sendable, Hashable {
        public var low: String
        public var high: String
        public var rationale: String
        public var line: Int
    }

    /// `godebug key=value`.
    public struct Setting: Sendable, Hashable {
        public var key: String
        public var value: String
        public var line: Int
    }

    public var module: Value?
    /// What a comment `Deprecated:` above the module directive says.
    public var deprecation: String?
    /// `1.22.3`, the least version of Go that builds the module.
    public var go: Value?
    /// `go1.22.5`.
    public var toolchain: Value?
    public var requirements: [Requirement] = []
    public var replacements: [Replacement] = []
    public var exclusions: [Exclusion] = []
    public var retractions: [Retraction] = []
    public var tools: [Value] = []
    public var ignored: [Value] = []
    public var settings: [Setting] = []
    public var problems: [ModuleProblem] = []

    public init() {}

    /// Reads a whole file; the buffer is needed during this call only. Never fails: what is no directive is a problem.
    public init(parsing bytes: UnsafeRawBufferPointer) {
        let reader = DirectiveReader(bytes)
        var problems = reader.problems
        for line in reader.lines { read(line, &problems) }
        self.problems = problems.problems
    }

    public init(parsing text: String) {
        var text = text
        self = text.withUTF8 { GoModFile(parsing: UnsafeRawBufferPointer($0)) }
    }

    private mutating func read(_ line: DirectiveLine, _ problems: inout ProblemList) {
        let words = line.arguments.map(\.text)
        func expect(_ count: Int, _ form: String) -> Bool {
            guard words.count != count else { return true }
            problems.add(line.number, "expected: \(form)", column: line.words[0].column)
            return false
        }
        switch line.verb {
        case "module":
            guard expect(1, "module PATH") else { return }
            if module != nil { return problems.add(line.number, "a second module directive") }
            module = Value(text: words[0], line: line.number)
            deprecation = Self.deprecation(line.commentAbove) ?? Self.deprecation(line.comment)
        case "go":
            guard expect(1, "go VERSION") else { return }
            if go != nil { return problems.add(line.number, "a second go directive") }
            go = Value(text: words[0], line: line.number)
        case "toolchain":
            guard expect(1, "toolchain NAME") else { return }
            toolchain = Value(text: words[0], line: line.number)
        case "require":
            guard expect(2, "require PATH VERSION") else { return }
            requirements.append(
                Requirement(
                    path: words[0], version: words[1], isIndirect: Self.isIndirect(line.comment), line: line.number))
        case "replace":
            if let replacement = Replacement(line, &problems) { replacements.append(replacement) }
        case "exclude":
            guard expect(2, "exclude PATH VERSION") else { return }
            exclusions.append(Exclusion(path: words[0], version: words[1], line: line.number))
        case "retract": readRetraction(words, line, &problems)
        case "tool":
            if expect(1, "tool PACKAGE") { tools.append(Value(text: words[0], line: line.number)) }
        case "ignore":
            if expect(1, "ignore FOLDER") { ignored.append(Value(text: words[0], line: line.number)) }
        case "godebug":
            if let setting = Setting(words, line.number, &problems) { settings.append(setting) }
        default:
            problems.add(line.number, "unknown directive '\(line.verb.prefix(40))'", column: line.words[0].column)
        }
    }

    private mutating func readRetraction(_ words: [String], _ line: DirectiveLine, _ problems: inout ProblemList) {
        let rationale = line.comment.isEmpty ? line.commentAbove : line.comment
        if words.count == 1 {
            retractions.append(
                Retraction(low: words[0], high: words[0], rationale: rationale, line: line.number))
        } else if words.count == 5, words[0] == "[", words[2] == ",", words[4] == "]" {
            retractions.append(Retraction(low: words[1], high: words[3], rationale: rationale, line: line.number))
        } else {
            problems.add(line.number, "expected: retract VERSION, or retract [LOW, HIGH]")
        }
    }

    /// `indirect`, alone or with more behind a semicolon.
    private static func isIndirect(_ comment: String) -> Bool {
        comment == "indirect" || comment.hasPrefix("indirect;")
    }

    private static func deprecation(_ comment: String) -> String? {
        guard let line = comment.split(separator: "\n").first(where: { $0.hasPrefix("Deprecated:") }) else {
            return nil
        }
        return String(line.dropFirst("Deprecated:".count).drop { $0 == " " })
    }
}

extension GoModFile.Replacement {
    /// `OLD [VERSION] => NEW [VERSION]`.
    init?(_ line: DirectiveLine, _ problems: inout ProblemList) {
        guard let arrow = line.arrow, arrow == 2 || arrow == 3 else {
            problems.add(line.number, "expected: replace PATH [VERSION] => PATH [VERSION]")
            return nil
        }
        let new = line.words[(arrow + 1)...].map(\.text)
        guard new.count == 1 || new.count == 2 else {
            problems.add(line.number, "expected a path, and a version unless it is a folder, behind '=>'")
            return nil
        }
        self.init(
            path: line.words[1].text, version: arrow == 3 ? line.words[2].text : nil, newPath: new[0],
            newVersion: new.count == 2 ? new[1] : nil, line: line.number)
    }
}

extension GoModFile.Setting {
    init?(_ words: [String], _ line: Int, _ problems: inout ProblemList) {
        guard words.count == 1, let equals = words[0].firstIndex(of: "=") else {
            problems.add(line, "expected: godebug KEY=VALUE")
            return nil
        }
        self.init(
            key: String(words[0][..<equals]), value: String(words[0][words[0].index(after: equals)...]), line: line)
    }
}

/// Replacements by what they replace.
public struct ModuleReplacements: Sendable {
    private struct Key: Hashable {
        var path: String
        var version: String?
    }

    private var replacements: [Key: GoModFile.Replacement] = [:]

    /// Of two for the same module the first list's goes before.
    public init(_ lists: [GoModFile.Replacement]...) {
        for replacement in lists.joined() {
            let key = Key(path: replacement.path, version: replacement.version)
            if replacements[key] == nil { replacements[key] = replacement }
        }
    }

    /// What is built in place of `path` at `version`: the replacement of that version goes before that of all.
    public func replacement(of path: String, version: String) -> GoModFile.Replacement? {
        replacements[Key(path: path, version: version)] ?? replacements[Key(path: path, version: nil)]
    }
}
