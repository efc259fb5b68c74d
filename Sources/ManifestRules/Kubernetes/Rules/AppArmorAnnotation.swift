import Findings
import Manifests

/// The AppArmor annotations are on their way out since 1.30.
struct AppArmorAnnotation: PodRule {
    let card = RuleCard(
        id: "DD-K8S-APPARMOR-ANNOTATION", title: "Deprecated AppArmor annotation",
        severity: .low,
        why: "Since Kubernetes 1.30 the profile belongs in securityContext.appArmorProfile; the beta annotations are "
            + "deprecated and will stop working.",
        repair: "Set securityContext.appArmorProfile on the container and remove the annotation.",
        maps: [.podSecurity(level: "baseline", control: "AppArmor"), .cwe(477)],
        references: ["https://kubernetes.io/docs/tutorials/security/apparmor/"])

    let examples = Examples(
        good: [Sample.pod("securityContext: {appArmorProfile: {type: RuntimeDefault}}")],
        bad: [
            Sample.pod(metadata: "annotations:\n  container.apparmor.security.beta.kubernetes.io/app: runtime/default")
        ])

    private static let prefix = "container.apparmor.security.beta.kubernetes.io/"

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let annotations = pod.annotations, let metadata = pod.metadata else { return }
        for entry in annotations.entries where entry.name.hasPrefix(Self.prefix) {
            let name = entry.name.dropFirst(Self.prefix.count)
            let container = pod.containers.first { $0.name == name }?.node
            report(
                Problem(
                    entry.key.range, "The annotation \(entry.name) is deprecated since Kubernetes 1.30.",
                    fix: fix(entry, container, annotations, metadata)))
        }
    }

    private func fix(
        _ entry: YAMLNode.Entry, _ target: YAMLNode?, _ annotations: YAMLNode, _ metadata: YAMLNode
    ) -> Fix {
        let summary = "Set securityContext.appArmorProfile and remove the annotation."
        let profile: YAMLEditor.Value
        switch entry.value.text {
        case "runtime/default": profile = .map([("type", .scalar("RuntimeDefault"))])
        case "unconfined": profile = .map([("type", .scalar("Unconfined"))])
        case let text? where text.hasPrefix("localhost/") && !text.contains(" ") && !text.contains("#"):
            profile = .map([
                ("type", .scalar("Localhost")), ("localhostProfile", .scalar(String(text.dropFirst(10)))),
            ])
        default: return .advice(summary)
        }
        guard let target,
            let removal = YAMLEditor.removeWithHolder(entry.name, from: annotations, key: "annotations", of: metadata)
        else { return .advice(summary) }
        if target["securityContext"]?["appArmorProfile"] != nil { return Fix(summary: summary, edits: [removal]) }
        guard let edits = YAMLEditor.set(["securityContext", "appArmorProfile"], to: profile, in: target) else {
            return .advice(summary)
        }
        return Fix(summary: summary, edits: edits + [removal])
    }
}
