import Findings
import Manifests

/// A Windows container that is a process of the node.
struct HostProcess: PodRule {
    let card = RuleCard(
        id: "DD-K8S-HOST-PROCESS", title: "Windows HostProcess container",
        severity: .high,
        why: "A HostProcess container runs as a process of the Windows node with access to all of it.",
        repair: "Remove windowsOptions.hostProcess: true.",
        maps: [
            .trivy("KSV-0103"), .cisKubernetes("5.2.11"), .podSecurity(level: "baseline", control: "HostProcess"),
            .cwe(250),
        ], references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"])

    let examples = Examples(
        good: [Sample.pod(spec: "securityContext: {windowsOptions: {hostProcess: false}}")],
        bad: [Sample.pod("securityContext: {windowsOptions: {hostProcess: true}}")])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        if let flag = pod.securityContext?["windowsOptions"]?["hostProcess"], flag.isTrue {
            report(Problem(flag.range, "The pods of \(object.title) run as processes of their node."))
        }
        for container in pod.containers {
            guard let flag = container.securityContext?["windowsOptions"]?["hostProcess"], flag.isTrue else { continue }
            report(
                Problem(
                    flag.range, "Container '\(container.name)' runs as a process of its node.",
                    aliases: container.role == .ephemeral ? [] : nil))
        }
    }
}
