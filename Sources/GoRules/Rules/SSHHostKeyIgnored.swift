import Findings
import GoSource

/// Whoever sits between client and server can play the server.
struct SSHHostKeyIgnored: GoRule {
    static let card = RuleCard(
        id: "DD-GO-SSH-HOST-KEY", title: "SSH host key is not checked", severity: .high,
        why: "Whoever sits between client and server can play the server.",
        repair: "Use ssh.FixedHostKey or knownhosts.New.", maps: [.gosec("G106"), .cwe(322)])
    static let examples = Examples(
        good: ["import \"golang.org/x/crypto/ssh\"\nfunc f(k ssh.PublicKey) { _ = ssh.FixedHostKey(k) }\n"],
        bad: ["import \"golang.org/x/crypto/ssh\"\nfunc f() { _ = ssh.InsecureIgnoreHostKey() }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls("golang.org/x/crypto/ssh.InsecureIgnoreHostKey") {
            report.add(call.node, in: call.file, "ssh.InsecureIgnoreHostKey accepts any host key")
        }
    }
}
