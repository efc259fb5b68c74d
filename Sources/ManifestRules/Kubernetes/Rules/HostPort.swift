import Findings
import Manifests

/// A port of the node itself.
struct HostPort: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-HOST-PORT", title: "Takes a port of the node",
        severity: .medium,
        why: "A host port is open on the node's address past every Service and often past network policies, and only "
            + "one such pod fits a node.",
        repair: "Remove hostPort; publish the port with a Service.",
        maps: [
            .trivy("KSV-0024"), .checkov("CKV_K8S_26"), .cisKubernetes("5.2.13"),
            .podSecurity(level: "baseline", control: "Host Ports"), .cwe(668),
        ], references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"])

    let examples = Examples(
        good: [Sample.pod("ports: [{containerPort: 8080}]")],
        bad: [Sample.pod("ports: [{containerPort: 8080, hostPort: 8080}]")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        for port in container.ports {
            guard let host = port["hostPort"], host.int != 0 else { continue }
            // With hostNetwork the API server writes these itself.
            let isShared = pod.spec["hostNetwork"]?.isTrue == true
            report(
                Problem(
                    host.range, "Container '\(container.name)' takes port \(host.text ?? "") of its node.",
                    aliases: container.role == .ephemeral ? [] : nil, profile: isShared ? .strict : nil))
        }
    }
}
