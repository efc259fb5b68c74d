import Findings
import GoSource

/// Other users of the machine can list or change what is in it.
struct FolderMode: GoRule {
    static let card = RuleCard(
        id: "DD-GO-MODE-FOLDER", title: "Folder made for everyone", severity: .medium,
        why: "Other users of the machine can list or change what is in it.", repair: "Use 0o750 or less.",
        maps: [.gosec("G301"), .cwe(276)], profile: .strict)
    static let examples = Examples(
        good: ["import \"os\"\nfunc f() { os.Mkdir(\"a\", 0o750) }\n"],
        bad: ["import \"os\"\nfunc f() { os.Mkdir(\"a\", 0o777) }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        FileModes.check(["os.Mkdir": 1, "os.MkdirAll": 1], limit: 0o750, code, report)
    }
}
