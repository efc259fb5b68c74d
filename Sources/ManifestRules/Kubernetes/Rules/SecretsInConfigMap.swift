import Findings
import Manifests

/// Secrets in a ConfigMap.
struct SecretsInConfigMap: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-CONFIGMAP-SECRET", title: "Secret in a ConfigMap",
        severity: .high,
        why: "ConfigMaps are not encrypted at rest and many may read them.",
        repair: "Move the value to a Secret, and change it.",
        maps: [.trivy("KSV-0109"), .kubeLinter("configmap-with-credentials"), .nsaCisa("Secrets"), .cwe(312)],
        references: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"])

    let examples = Examples(
        good: [Sample.object("v1", "ConfigMap", top: "data: {level: info}")],
        bad: [Sample.object("v1", "ConfigMap", top: "data: {password: hunter22}")])

    private static let words = [
        "password", "pw", "pass", "pword", "passphrase", "passwrd", "passwd", "secret", "secretkey", "appsecret",
        "clientsecret", "aws_access_key_id", "pswrd", "token", "pwd",
    ]

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .configMap else { return }
        for entry in object.node["data"]?.entries ?? [] {
            guard let value = entry.value.text else { continue }
            let key = entry.name.lowercased()
            // Trivy asks for a word in the key, or a word and a sign of assignment in a line of the value.
            let inKey = Self.words.contains(where: key.contains)
            let line = value.split(separator: "\n").first { Self.assigns($0) }
            let isSecret =
                SecretSettings.isSecret(name: entry.name, value: value) && !value.contains("\n")
                || line.map(Self.isSecretLine) == true
            let trivy = inKey || line.map { !$0.contains("${") } == true
            guard trivy || isSecret else { continue }
            report(
                Problem(
                    entry.key.range, "'\(entry.name)' of \(object.title) seems to hold a secret.",
                    aliases: peers("KSV-0109".when(trivy), "configmap-with-credentials".when(isSecret)),
                    profile: isSecret ? nil : .all))
        }
    }

    private static func assigns(_ line: Substring) -> Bool {
        let lower = line.lowercased()
        return words.contains { word in
            var rest = lower[...]
            while let range = rest.firstRange(ofText: word) {
                let after = rest[range.upperBound...].drop { $0 == " " || $0 == "\t" }
                if after.first == "=" || after.first == ":" { return true }
                rest = rest[range.upperBound...]
            }
            return false
        }
    }

    /// `name = value` where the value is written out.
    private static func isSecretLine(_ line: Substring) -> Bool {
        guard let sign = line.firstIndex(where: { $0 == "=" || $0 == ":" }), line.first != "#", line.first != ";" else {
            return false
        }
        let name = String(line[..<sign]).trimmedBlanks
        let value = String(line[line.index(after: sign)...]).trimmedBlanks
        guard !name.contains(" "), !value.hasPrefix("/"), name.utf8.count < 80 else { return false }
        return SecretSettings.isSecret(name: name, value: value)
    }
}
