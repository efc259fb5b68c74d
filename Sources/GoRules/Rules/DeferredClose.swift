import Findings
import GoSource

/// A write that fails at last only shows in the error of Close.
struct DeferredClose: GoRule {
    static let card = RuleCard(
        id: "DD-GO-DEFER-CLOSE", title: "Error of a deferred Close of a written file is dropped", severity: .low,
        why: "A write that fails at last only shows in the error of Close.",
        repair: "Close explicitly and look at the error.", maps: [.cwe(703)], profile: .all)
    static let examples = Examples(
        good: ["import \"os\"\nfunc f() { g, _ := os.Open(\"a\"); defer g.Close() }\n"],
        bad: ["import \"os\"\nfunc f() { g, _ := os.Create(\"a\"); defer g.Close() }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for file in code.files {
            for statement in file.tree.nodes(of: .defer) {
                guard case .defer(let inner) = file.tree.syntax(statement), let call = code.call(at: inner, in: file),
                    call.name == "os.File.Close", let object = code.variable(call.operand, in: file),
                    let definition = code.onlyDefinition(of: object),
                    code.call(at: definition.value, in: definition.file)?.name == "os.Create"
                else { continue }
                report.add(statement, in: file, "the file was written; the error of its Close is dropped")
            }
        }
    }
}
