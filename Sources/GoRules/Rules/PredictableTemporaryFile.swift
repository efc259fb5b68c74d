import Findings
import GoSource

/// Another user can put a link or file of that name there first.
struct PredictableTemporaryFile: GoRule {
    static let card = RuleCard(
        id: "DD-GO-TEMP-FILE", title: "Temporary file with a name that can be guessed", severity: .medium,
        why: "Another user can put a link or file of that name there first.", repair: "Use os.CreateTemp.",
        maps: [.gosec("G303"), .cwe(377)])
    static let examples = Examples(
        good: ["import \"os\"\nfunc f() { os.CreateTemp(\"\", \"a\") }\n"],
        bad: ["import \"os\"\nfunc f() { os.Create(\"/tmp/a\") }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls(["os.Create", "os.WriteFile", "io/ioutil.WriteFile"]) {
            guard isTemporary(call.argument(0), call.file, code, 0) else { continue }
            report.add(call.node, in: call.file, "\(call.file.tree.text(of: call.argument(0))) can be guessed")
        }
    }

    private static func isTemporary(_ node: Node, _ file: FileInfo, _ code: GoCode, _ depth: Int) -> Bool {
        guard depth < 6 else { return false }
        let (value, file) = code.resolved(node, in: file)
        if let text = code.string(value, in: file) {
            return ["/tmp/", "/var/tmp/", "/usr/tmp/"].contains(where: text.hasPrefix) || text == "/tmp"
                || text == "/var/tmp"
        }
        if case .binary(.add, let left, _) = file.tree.syntax(value) { return isTemporary(left, file, code, depth + 1) }
        guard let call = code.call(at: value, in: file) else { return false }
        switch call.name {
        case "os.TempDir": return true
        case "path.Join", "path/filepath.Join":
            // A part that is random makes the rest unguessable; only fixed parts are judged.
            return isTemporary(call.argument(0), file, code, depth + 1)
        default: return false
        }
    }
}
