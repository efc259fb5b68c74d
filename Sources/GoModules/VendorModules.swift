/// vendor/modules.txt: what `go mod vendor` copied. Source: Go Modules Reference, "Vendoring".
public struct VendorModules: Sendable, Hashable {
    public struct Module: Sendable, Hashable {
        public var path: String
        /// Empty for a module that a folder replaces for all versions.
        public var version: String
        public var replacement: GoModFile.Replacement?
        /// Named by go.mod itself.
        public var isExplicit = false
        /// `1.17`: its go directive.
        public var go: String?
        /// Import paths of the packages that were copied; a module may be listed without any.
        public var packages: [String] = []
        public var line: Int
    }

    public var modules: [Module] = []
    /// Made by `go work vendor`.
    public var isWorkspace = false
    public var problems: [ModuleProblem] = []

    /// Reads a whole file; the buffer is needed during this call only.
    public init(parsing bytes: UnsafeRawBufferPointer) {
        var problems = ProblemList()
        var known = Set<String>()
        TextLines.forEach(bytes) { number, line in
            let text = String(decoding: line, as: UTF8.self)
            let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let first = words.first else { return }
            switch first {
            case "#": readModule(Array(words.dropFirst()), number, &known, &problems)
            case "##": readMarks(text.dropFirst(2))
            default:
                guard words.count == 1, !modules.isEmpty else {
                    return problems.add(number, "expected the import path of a package")
                }
                modules[modules.count - 1].packages.append(first)
            }
        }
        self.problems = problems.problems
    }

    public init(parsing text: String) {
        var text = text
        self = text.withUTF8 { VendorModules(parsing: UnsafeRawBufferPointer($0)) }
    }

    /// `PATH [VERSION] [=> PATH [VERSION]]`.
    private mutating func readModule(
        _ words: [String], _ number: Int, _ known: inout Set<String>, _ problems: inout ProblemList
    ) {
        let arrow = words.firstIndex(of: "=>")
        let old = words[..<(arrow ?? words.count)]
        let new = arrow.map { Array(words[($0 + 1)...]) }
        guard (1...2).contains(old.count), new.map({ (1...2).contains($0.count) }) ?? true else {
            return problems.add(number, "expected: # MODULE VERSION [=> MODULE VERSION]")
        }
        let version = old.count == 2 ? old[1] : nil
        let replacement = new.map {
            GoModFile.Replacement(
                path: old[0], version: version, newPath: $0[0], newVersion: $0.count == 2 ? $0[1] : nil, line: number)
        }
        // The replacements of modules that are not needed stand at the end once more, without a version.
        if !known.insert(old[0]).inserted, version == nil { return }
        modules.append(Module(path: old[0], version: version ?? "", replacement: replacement, line: number))
    }

    private mutating func readMarks(_ text: Substring) {
        for mark in text.split(separator: ";") {
            let words = mark.split(separator: " ")
            if words == ["workspace"] { isWorkspace = true }
            guard !modules.isEmpty else { continue }
            if words == ["explicit"] { modules[modules.count - 1].isExplicit = true }
            if words.count == 2, words[0] == "go" { modules[modules.count - 1].go = String(words[1]) }
        }
    }
}
