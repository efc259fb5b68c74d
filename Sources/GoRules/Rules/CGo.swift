import Findings
import GoSource

/// C brings its memory errors along, and a libc that a scratch image does not have.
struct CGo: GoRule {
    static let card = RuleCard(
        id: "DD-GO-CGO", title: "C code in the program", severity: .low,
        why: "C brings its memory errors along, and a libc that a scratch image does not have.",
        repair: "Use a package in Go, or build with CGO_ENABLED=0.", maps: [.cwe(242)], profile: .all)
    static let examples = Examples(good: ["import \"fmt\"\nvar _ = fmt.Sprint\n"], bad: ["import \"C\"\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for file in code.files {
            for spec in file.tree.nodes(of: .importSpec) {
                guard case .importSpec(_, let path) = file.tree.syntax(spec), code.string(path, in: file) == "C" else {
                    continue
                }
                report.add(spec, in: file, "this file holds C code")
            }
        }
    }
}
