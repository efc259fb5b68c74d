import Findings
import Manifests

/// A privileged container is root on the node.
struct PrivilegedContainer: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-PRIVILEGED", title: "Privileged container",
        severity: .high,
        why: "A privileged container has all capabilities and every device of the node: whoever takes it over has the "
            + "node.",
        repair: "Remove privileged: true; add the single capabilities or mounts that the program needs.",
        maps: [
            .trivy("KSV-0017"), .kubeLinter("privileged-container"), .checkov("CKV_K8S_16"), .cisKubernetes("5.2.2"),
            .nsaCisa("Kubernetes Pod security"), .podSecurity(level: "baseline", control: "Privileged Containers"),
            .cwe(250),
        ],
        references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"])

    let examples = Examples(
        good: [Sample.pod("securityContext: {privileged: false}"), Sample.pod()],
        bad: [Sample.pod("securityContext: {privileged: true}")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let flag = container.securityContext?["privileged"], flag.isTrue else { return }
        report(
            Problem(
                flag.range, "Container '\(container.name)' of \(object.title) is privileged.",
                aliases: container.role == .ephemeral ? [] : nil))
    }
}
