import Findings
import GoSource

struct SecretComparison: GoRule {
    static let card = RuleCard(
        id: "DD-GO-SECRET-COMPARE", title: "Secret compared byte by byte", severity: .medium,
        why: "== and bytes.Equal stop at the first difference: the time tells how much of a guess was right.",
        repair: "Use crypto/subtle.ConstantTimeCompare or hmac.Equal.", maps: [.cwe(208)], confidence: .medium)
    static let examples = Examples(
        good: [
            "import \"crypto/subtle\"\nfunc f(apiKey, given string) bool { return subtle.ConstantTimeCompare([]byte(apiKey), []byte(given)) == 1 }\n",
            "func f(password string) bool { return password == \"\" }\n",
        ],
        bad: ["func f(apiKey, given string) bool { return apiKey == given }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for file in code.files {
            let tree = file.tree
            for node in tree.nodes(of: .binary) {
                guard case .binary(let op, let left, let right) = tree.syntax(node), op == .equal || op == .notEqual,
                    code.types.isString(file.type(of: left)) || code.types.isString(file.type(of: right))
                else { continue }
                if code.info.constant(of: left, in: file).isKnown || code.info.constant(of: right, in: file).isKnown {
                    continue
                }
                guard let name = secret(left, file) ?? secret(right, file) else { continue }
                // Two names of one thing (a form's password and its confirmation) are no comparison with a secret.
                if let first = secret(left, file), let second = secret(right, file),
                    SecretNames.words(first + " " + second).contains(where: {
                        ["confirm", "confirmation", "repeat", "new", "old", "again"].contains($0)
                    })
                {
                    continue
                }
                let call = "subtle.ConstantTimeCompare([]byte(\(tree.text(of: left))), []byte(\(tree.text(of: right))))"
                report.add(
                    node, in: file, "\(name) is compared with \(op.text)",
                    fix: GoFixes.replace(
                        node, in: file, with: call + (op == .equal ? " == 1" : " != 1"), importing: "crypto/subtle",
                        summary: "Compare in constant time.", code))
            }
        }
        for call in code.calls(["bytes.Equal", "bytes.Compare", "strings.Compare", "reflect.DeepEqual"]) {
            guard call.argumentCount == 2, !code.isFixed(call.argument(0), in: call.file),
                !code.isFixed(call.argument(1), in: call.file),
                let name = secret(call.argument(0), call.file) ?? secret(call.argument(1), call.file)
            else { continue }
            report.add(call.node, in: call.file, "\(name) is compared with \(call.name)")
        }
    }

    private static func secret(_ node: Node, _ file: FileInfo) -> String? {
        let tree = file.tree
        let node = tree.unparen(node)
        switch tree.syntax(node) {
        case .identifier:
            let name = tree.name(of: node)
            return SecretNames.isComparedSecret(name) ? name : nil
        case .selector(_, let field):
            let name = tree.name(of: field)
            return SecretNames.isComparedSecret(name) ? tree.text(of: node) : nil
        default: return nil
        }
    }
}
