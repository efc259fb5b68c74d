import Findings
import GoSource

/// Without certificate checks, or with old versions or ciphers, others read and change the traffic.
struct TLSSettings: GoRule {
    static let card = RuleCard(
        id: "DD-GO-TLS", title: "TLS settings that weaken the connection", severity: .high,
        why: "Without certificate checks, or with old versions or ciphers, others read and change the traffic.",
        repair: "Check certificates, and ask for TLS 1.2 or 1.3.", maps: [.gosec("G402"), .cwe(295)])
    static let examples = Examples(
        good: ["import \"crypto/tls\"\nvar c = tls.Config{MinVersion: tls.VersionTLS12}\n"],
        bad: ["import \"crypto/tls\"\nvar c = tls.Config{InsecureSkipVerify: true}\n"])

    private static let tls12 = 0x0303
    /// Suites without forward secrecy, or with CBC, RC4 or 3DES.
    private static let goodSuites: Set<Int> = [
        0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca8, 0xcca9, 0x1301, 0x1302, 0x1303,
    ]

    static func check(_ code: GoCode, _ report: GoReport) {
        for config in code.composites("crypto/tls.Config") {
            for field in ["InsecureSkipVerify", "CipherSuites"] {
                let value = config.field(field)
                if !value.isNone { judge(field, value, config.file, config.node, code, report) }
            }
            versions(config, code, report)
        }
        for field in ["InsecureSkipVerify", "CipherSuites", "MinVersion"] {
            for store in code.stores(toField: "crypto/tls.Config.\(field)") where !store.value.isNone {
                if field == "MinVersion" {
                    if let version = number(store.value, store.file, code), version != 0, version < tls12 {
                        report.add(store.statement, in: store.file, "MinVersion allows TLS before 1.2")
                    }
                    continue
                }
                judge(field, store.value, store.file, store.statement, code, report)
            }
        }
    }

    private static func versions(_ config: GoComposite, _ code: GoCode, _ report: GoReport) {
        let minimum = config.field("MinVersion")
        if !minimum.isNone, let version = number(minimum, config.file, code), version < tls12 {
            // An explicit 0 leaves the choice to crypto/tls, as does a variable that is 0.
            if version != 0 {
                report.add(
                    config.node, in: config.file, "MinVersion allows TLS before 1.2",
                    fix: Fix(
                        summary: "Set MinVersion to tls.VersionTLS12.",
                        edits: [
                            TextEdit(
                                range: config.file.tree.range(of: minimum),
                                replacement: tlsName(config.file, code) + ".VersionTLS12")
                        ]))
            }
        }
        let maximum = config.field("MaxVersion")
        if !maximum.isNone, let version = number(maximum, config.file, code), version != 0, version < tls12 {
            report.add(config.node, in: config.file, "MaxVersion keeps TLS below 1.2")
        }
    }

    /// The name under which a file imports crypto/tls.
    private static func tlsName(_ file: FileInfo, _ code: GoCode) -> String {
        for (imported, spec) in code.imports("crypto/tls") where imported === file {
            if case .importSpec(let name, _) = file.tree.syntax(spec), !name.isNone { return file.tree.name(of: name) }
        }
        return "tls"
    }

    private static func number(_ node: Node, _ file: FileInfo, _ code: GoCode) -> Int? {
        let (value, file) = code.resolved(node, in: file)
        return code.integer(value, in: file)
    }

    private static func judge(
        _ field: String, _ value: Node, _ file: FileInfo, _ place: Node, _ code: GoCode, _ report: GoReport
    ) {
        let (resolved, resolvedFile) = code.resolved(value, in: file)
        switch field {
        case "InsecureSkipVerify":
            switch code.boolean(resolved, in: resolvedFile) {
            case false?: return
            case true?: report.add(value, in: file, "certificates are not checked: InsecureSkipVerify")
            case nil: return
            }
        default:
            guard case .compositeLiteral(_, let elements) = resolvedFile.tree.syntax(resolved) else { return }
            for element in resolvedFile.tree.nodes(elements) {
                guard let suite = code.integer(element, in: resolvedFile), !goodSuites.contains(suite) else { continue }
                report.add(place, in: file, "the suite \(resolvedFile.tree.text(of: element)) is weak")
                return
            }
        }
    }
}
