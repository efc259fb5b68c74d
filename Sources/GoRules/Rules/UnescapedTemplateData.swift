import Findings
import GoSource

/// template.HTML and its kin tell the template to trust the text: script in it runs in the browser.
struct UnescapedTemplateData: GoRule {
    static let card = RuleCard(
        id: "DD-GO-TEMPLATE-UNESCAPED", title: "Text put into a template without escaping", severity: .medium,
        why: "template.HTML and its kin tell the template to trust the text: script in it runs in the browser.",
        repair: "Pass the plain string; html/template escapes it.", maps: [.gosec("G203"), .cwe(79)], profile: .strict,
        confidence: .low)
    static let examples = Examples(
        good: ["import \"html/template\"\nvar a = template.HTML(\"<b>\")\n"],
        bad: ["import \"html/template\"\nfunc f(s string) template.HTML { return template.HTML(s) }\n"])

    private static let trusted: Set<String> = [
        "html/template.HTML", "html/template.HTMLAttr", "html/template.JS", "html/template.URL", "html/template.CSS",
        "html/template.JSStr", "html/template.Srcset",
    ]

    static func check(_ code: GoCode, _ report: GoReport) {
        guard code.importsPackage("html/template") else { return }
        for call in code.calls {
            guard case .conversion(let type) = call.callee, trusted.contains(code.qualifiedName(ofType: type)) else {
                continue
            }
            let argument = call.argument(0)
            if code.info.constant(of: argument, in: call.file).isKnown { continue }
            if call.file.tree.kind(call.file.tree.unparen(argument)) == .literal { continue }
            report.add(call.node, in: call.file, "\(call.file.tree.text(of: argument)) is put into a template as it is")
        }
    }
}
