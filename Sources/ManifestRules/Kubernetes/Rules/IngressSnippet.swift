import Findings
import Manifests

/// Annotations that write the configuration of ingress-nginx.
struct IngressSnippet: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-INGRESS-NGINX", title: "Unsafe ingress-nginx annotation",
        severity: .critical,
        why: "The controller copies these values into its configuration; characters that end a directive run code in "
            + "it with access to all secrets (CVE-2025-24513, CVE-2025-24514, CVE-2025-1097, CVE-2025-1098).",
        repair: "Keep only plain addresses and names in the value, and update ingress-nginx.",
        maps: [.trivy("KCV-0093"), .cwe(94)],
        references: ["https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations-risk/"])

    let examples = Examples(
        good: [
            Sample.object(
                "networking.k8s.io/v1", "Ingress", spec: "ingressClassName: nginx",
                metadata: "annotations: {nginx.ingress.kubernetes.io/auth-url: \"https://auth.example.org/check\"}")
        ],
        bad: [
            Sample.object(
                "networking.k8s.io/v1", "Ingress", spec: "ingressClassName: nginx",
                metadata: "annotations: {nginx.ingress.kubernetes.io/auth-url: \"http://example.org/#;\\ninjection\"}"),
            Sample.object(
                "networking.k8s.io/v1", "Ingress", spec: "ingressClassName: nginx",
                metadata: "annotations: {nginx.ingress.kubernetes.io/auth-tls-match-cn: \"CN=a|b\"}"),
        ])

    private static let prefix = "nginx.ingress.kubernetes.io/"

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .ingress else { return }
        for entry in object.annotations?.entries ?? [] where entry.name.hasPrefix(Self.prefix) {
            let name = entry.name.dropFirst(Self.prefix.count)
            guard ["auth-url", "auth-tls-match-cn", "mirror-target", "mirror-host"].contains(name),
                let text = entry.value.text
            else { continue }
            let isCommonName = name == "auth-tls-match-cn"
            let marks = isCommonName ? Self.nameMarks : Self.urlMarks
            let isPlain = text.utf8.allSatisfy { byte in Self.isLetterOrDigit(byte) || marks.contains(byte) }
            guard !isPlain || isCommonName && !text.hasPrefix("CN=") else { continue }
            report(
                Problem(
                    entry.value.range,
                    "\(entry.name) of \(object.title) has characters that reach into the configuration."))
        }
    }

    /// RFC 3986's characters without those that end a directive or a quoted text.
    private static let urlMarks = Array("-._~:/?&=%@+,$!()*[]".utf8)
    /// What a pattern of common names needs.
    private static let nameMarks = Array("-._~=*, @+()[]^$\\/?:".utf8)

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
