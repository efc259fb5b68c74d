import Findings
import Manifests

/// Personal and similar data in a ConfigMap.
struct SensitiveConfigMap: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-CONFIGMAP-SENSITIVE", title: "Sensitive content in a ConfigMap",
        severity: .medium,
        why: "User names, addresses and keys in a ConfigMap may be read by many and are not encrypted at rest.",
        repair: "Move the value to a Secret.",
        maps: [.trivy("KSV-01010"), .cwe(312)],
        references: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"],
        profile: .all,
        confidence: .low)

    let examples = Examples(
        good: [Sample.object("v1", "ConfigMap", top: "data: {level: info}")],
        bad: [
            Sample.object("v1", "ConfigMap", top: "data: {username: anna}"),
            Sample.object("v1", "ConfigMap", top: "data: {contact: anna@example.org}"),
        ])

    private static let words = ["username", "email", "key", "phone", "iban"]

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .configMap else { return }
        for entry in object.node["data"]?.entries ?? [] {
            guard let value = entry.value.text else { continue }
            let key = entry.name.lowercased()
            let hasWord = Self.words.contains(where: key.contains) || key.contains("sha1") || key.contains("md5")
            guard hasWord || value.split(separator: "\n").prefix(10_000).contains(where: Self.isSensitive) else {
                continue
            }
            report(Problem(entry.key.range, "'\(entry.name)' of \(object.title) may hold personal or secret data."))
        }
    }

    private static func isSensitive(_ line: Substring) -> Bool {
        let lower = line.lowercased()
        if lower.contains("sha1") || lower.contains("md5") { return true }
        for word in words {
            guard let range = lower[...].firstRange(ofText: word) else { continue }
            let after = lower[range.upperBound...].drop { $0 == " " || $0 == "\t" }
            if after.first == "=" || after.first == ":" { return true }
        }
        // A mail address: something@host.tld
        guard let at = lower.firstIndex(of: "@"), at > lower.startIndex else { return false }
        let before = lower[lower.index(before: at)]
        let host = lower[lower.index(after: at)...].prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
        guard before.isLetter || before.isNumber, let dot = host.lastIndex(of: ".") else { return false }
        return host.distance(from: dot, to: host.endIndex) > 2
    }
}
