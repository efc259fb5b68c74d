import Findings
import GoSource

/// Package unsafe steps around Go's memory safety; a mistake there corrupts memory.
struct UnsafeUse: GoRule {
    static let card = RuleCard(
        id: "DD-GO-UNSAFE", title: "Use of package unsafe", severity: .low,
        why: "Package unsafe steps around Go's memory safety; a mistake there corrupts memory.",
        repair: "Use the safe equivalent, or keep the use small, documented and tested.",
        maps: [.gosec("G103"), .cwe(242)], profile: .all)
    static let examples = Examples(
        good: ["func f() {}\n"],
        bad: ["import \"unsafe\"\nfunc f(s []byte) *byte { return unsafe.SliceData(s) }\n"])

    private static let names: Set<String> = ["Pointer", "String", "StringData", "Slice", "SliceData"]

    static func check(_ code: GoCode, _ report: GoReport) {
        guard code.importsPackage("unsafe") else { return }
        for call in code.calls {
            let tree = call.file.tree
            guard case .selector(let operand, let name) = tree.syntax(tree.unparen(call.function)),
                names.contains(tree.name(of: name)),
                code.info.importedPackage(call.file.object(of: operand))?.path == "unsafe"
            else { continue }
            report.add(call.node, in: call.file, "unsafe.\(tree.name(of: name)) is used")
        }
    }
}
