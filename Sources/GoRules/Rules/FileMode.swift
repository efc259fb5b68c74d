import Findings
import GoSource

/// Other users of the machine can read or change it.
struct FileMode: GoRule {
    static let card = RuleCard(
        id: "DD-GO-MODE-FILE", title: "File opened or changed for others to read", severity: .medium,
        why: "Other users of the machine can read or change it.", repair: "Use 0o600 or less.",
        maps: [.gosec("G302"), .cwe(276)], profile: .strict)
    static let examples = Examples(
        good: ["import \"os\"\nfunc f() { os.Chmod(\"a\", 0o600) }\n"],
        bad: ["import \"os\"\nfunc f() { os.Chmod(\"a\", 0o777) }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        FileModes.check(["os.OpenFile": 2, "os.Chmod": 1], limit: 0o600, code, report)
    }
}
