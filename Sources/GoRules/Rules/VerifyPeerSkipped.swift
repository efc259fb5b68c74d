import Findings
import GoSource

/// VerifyPeerCertificate is not called for resumed sessions; VerifyConnection is.
struct VerifyPeerSkipped: GoRule {
    static let card = RuleCard(
        id: "DD-GO-TLS-RESUMPTION", title: "Resumed TLS sessions pass over VerifyPeerCertificate", severity: .high,
        why: "VerifyPeerCertificate is not called for resumed sessions; VerifyConnection is.",
        repair: "Set VerifyConnection, or SessionTicketsDisabled.", maps: [.gosec("G123"), .cwe(295)],
        confidence: .medium)
    static let examples = Examples(
        good: [
            "import \"crypto/tls\"\nvar c = tls.Config{VerifyConnection: func(tls.ConnectionState) error { return nil }}\n"
        ],
        bad: [
            "import (\n\"crypto/tls\"\n\"crypto/x509\"\n)\nvar c = tls.Config{VerifyPeerCertificate: func([][]byte, [][]*x509.Certificate) error { return nil }}\n"
        ])

    static func check(_ code: GoCode, _ report: GoReport) {
        func isUnsafe(_ config: GoComposite) -> Bool {
            let verify = config.field("VerifyPeerCertificate")
            guard !verify.isNone, !config.file.tree.isName(verify, "nil") else { return false }
            guard config.field("VerifyConnection").isNone else { return false }
            let tickets = config.field("SessionTicketsDisabled")
            return tickets.isNone || code.boolean(tickets, in: config.file) == false
        }
        for config in code.composites("crypto/tls.Config") {
            if isUnsafe(config) {
                report.add(
                    config.node, in: config.file,
                    "VerifyPeerCertificate without VerifyConnection: resumed sessions skip it")
                continue
            }
            let callback = config.field("GetConfigForClient")
            guard !callback.isNone else { continue }
            let range = config.file.tree.range(of: callback)
            let isInner = code.composites("crypto/tls.Config").contains { inner in
                inner.file === config.file && inner.node != config.node && isUnsafe(inner)
                    && range.contains(config.file.tree.range(of: inner.node).lowerBound)
            }
            if isInner {
                report.add(
                    config.node, in: config.file,
                    "GetConfigForClient gives a configuration whose VerifyPeerCertificate resumed sessions skip")
            }
        }
        for store in code.stores(toField: "crypto/tls.Config.VerifyPeerCertificate") {
            guard !store.value.isNone, !store.file.tree.isName(store.value, "nil") else { continue }
            let others =
                code.stores(toField: "crypto/tls.Config.VerifyConnection")
                + code.stores(toField: "crypto/tls.Config.SessionTicketsDisabled")
            if others.contains(where: { $0.file === store.file }) { continue }
            report.add(
                store.statement, in: store.file,
                "VerifyPeerCertificate without VerifyConnection: resumed sessions skip it")
        }
    }
}
