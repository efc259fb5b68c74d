import Findings
import Manifests

/// A namespace where pods may do anything.
struct NamespaceWithoutAdmission: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-POD-SECURITY-LABEL", title: "Namespace without Pod Security admission",
        severity: .low,
        why: "Without the label pod-security.kubernetes.io/enforce the namespace takes privileged pods.",
        repair: "Label the namespace with pod-security.kubernetes.io/enforce: baseline or restricted.",
        maps: [.cisKubernetes("5.2.1"), .nsaCisa("Pod security enforcement"), .cwe(1188)],
        references: ["https://kubernetes.io/docs/concepts/security/pod-security-admission/"],
        profile: .strict)

    let examples = Examples(
        good: [Sample.object("v1", "Namespace", metadata: "labels: {pod-security.kubernetes.io/enforce: restricted}")],
        bad: [
            Sample.object("v1", "Namespace"),
            Sample.object("v1", "Namespace", metadata: "labels: {pod-security.kubernetes.io/enforce: privileged}"),
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .namespace, let name = object.name, !name.hasPrefix("kube-") else { return }
        let level = object.labels?["pod-security.kubernetes.io/enforce"]
        guard level == nil || level?.isText("privileged") == true else { return }
        report(Problem(level?.range ?? object.nameRange, "Namespace \(name) enforces no Pod Security level."))
    }
}
