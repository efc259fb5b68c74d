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

    private static let types = ["runtime/default": "RuntimeDefault", "unconfined": "Unconfined"]

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let annotations = pod.annotations, let metadata = pod.metadata else { return }
        for entry in annotations.entries where entry.name.hasPrefix(Self.prefix) {
            let name = entry.name.dropFirst(Self.prefix.count)
            let container = pod.containers.first { $0.name == name }?.node
            let annotation = ProfileAnnotation(entry: entry, field: "appArmorProfile", types: Self.types)
            report(
                Problem(
                    entry.key.range, "The annotation \(entry.name) is deprecated since Kubernetes 1.30.",
                    fix: annotation.moved(to: container, annotations: annotations, metadata: metadata)))
        }
    }
}
