import Findings
import GoSource

/// Whoever decides the name reads any file the process may read.
struct FileInclusion: GoRule {
    static let card = RuleCard(
        id: "DD-GO-FILE-INCLUSION", title: "File opened by a name that is not fixed", severity: .medium,
        why: "Whoever decides the name reads any file the process may read.",
        repair: "Open through os.Root, or check filepath.Clean'd names against a base folder.",
        maps: [.gosec("G304"), .cwe(22)], profile: .all)
    static let examples = Examples(
        good: ["import \"os\"\nfunc f() { os.Open(\"a\") }\n"],
        bad: ["import \"os\"\nfunc f(name string) { os.Open(name) }\n"])

    private static let openers = [
        "os.Open", "os.OpenFile", "os.ReadFile", "os.Create", "io/ioutil.ReadFile",
    ]
    private static let cleaners: Set<String> = [
        "path/filepath.Clean", "path/filepath.Rel", "path/filepath.EvalSymlinks",
    ]

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls(openers) {
            let argument = call.argument(0)
            guard isOpen(argument, call.file, code) else { continue }
            report.add(call.node, in: call.file, "\(call.file.tree.text(of: argument)) is not fixed in the source")
        }
    }

    private static func isOpen(_ argument: Node, _ file: FileInfo, _ code: GoCode) -> Bool {
        if code.isFixed(argument, in: file) { return false }
        let node = file.tree.unparen(argument)
        if let object = code.variable(node, in: file) {
            let list = code.definitions[object] ?? []
            let isCleaned = list.contains { definition in
                code.call(at: definition.value, in: definition.file).map { cleaners.contains($0.name) } ?? false
            }
            return !isCleaned
        }
        if case .binary(_, let left, let right) = file.tree.syntax(node) {
            return isOpen(left, file, code) || isOpen(right, file, code)
        }
        guard let inner = code.call(at: node, in: file) else { return false }
        guard inner.name == "path/filepath.Join" || inner.name == "path.Join" else { return false }
        return file.tree.nodes(inner.arguments).contains { isOpen($0, file, code) }
    }
}
