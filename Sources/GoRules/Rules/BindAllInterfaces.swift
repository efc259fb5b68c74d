import Findings
import GoSource

/// A service that listens on every interface can be reached from networks it was not meant for.
struct BindAllInterfaces: GoRule {
    static let card = RuleCard(
        id: "DD-GO-BIND-ALL", title: "Listener on all interfaces", severity: .medium,
        why: "A service that listens on every interface can be reached from networks it was not meant for.",
        repair: "Bind to the address that clients use; in a container let the network policy limit who may connect.",
        maps: [.gosec("G102"), .cwe(200)], profile: .strict)
    static let examples = Examples(
        good: ["import \"net\"\nfunc f() { net.Listen(\"tcp\", \"127.0.0.1:80\") }\n"],
        bad: ["import \"net\"\nfunc f() { net.Listen(\"tcp\", \":80\") }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls(["net.Listen", "crypto/tls.Listen"]) {
            var text: String?
            if call.argumentCount >= 2 {
                text = code.resolvedString(call.argument(1), in: call.file)
            } else if let inner = code.call(at: call.argument(0), in: call.file) {
                for argument in inner.file.tree.nodes(inner.arguments) {
                    if let found = code.resolvedString(argument, in: inner.file), isOpen(found) { text = found }
                }
            }
            if let text, isOpen(text) {
                report.add(call.node, in: call.file, "listens on \"\(text)\", that is on all interfaces")
            }
        }
    }

    private static func isOpen(_ address: String) -> Bool {
        address.hasPrefix(":") || address.hasPrefix("0.0.0.0:") || address == "0.0.0.0" || address.hasPrefix("[::]")
    }
}
