import Findings
import GoSource

/// Other users of the machine can read or change it.
struct WriteFileMode: GoRule {
    static let card = RuleCard(
        id: "DD-GO-MODE-WRITE", title: "File written for others to read", severity: .medium,
        why: "Other users of the machine can read or change it.", repair: "Use 0o600 or less.",
        maps: [.gosec("G306"), .cwe(276)], profile: .strict)
    static let examples = Examples(
        good: ["import \"os\"\nfunc f() { os.WriteFile(\"a\", nil, 0o600) }\n"],
        bad: ["import \"os\"\nfunc f() { os.WriteFile(\"a\", nil, 0o644) }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        FileModes.check(["os.WriteFile": 2, "io/ioutil.WriteFile": 2], limit: 0o600, code, report)
    }
}
