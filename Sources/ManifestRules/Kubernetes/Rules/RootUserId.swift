import Findings
import Manifests

/// runAsUser: 0 asks for root.
struct RootUserId: PodRule {
    let card = RuleCard(
        id: "DD-K8S-RUN-AS-USER-0", title: "Runs as user 0",
        severity: .high,
        why: "runAsUser 0 makes the process root even where the image would have run it as somebody else.",
        repair: "Use a user id above 0, better above 10000.",
        maps: [
            .trivy("KSV-0105"), .cisKubernetes("5.2.7"), .nsaCisa("Non-root containers"),
            .podSecurity(level: "restricted", control: "Running as Non-root user"), .cwe(250),
        ], references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"])

    let examples = Examples(
        good: [Sample.pod("securityContext: {runAsUser: 65532}")],
        bad: [Sample.pod("securityContext: {runAsUser: 0}"), Sample.pod(spec: "securityContext: {runAsUser: 0}")])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        if let user = pod.securityContext?["runAsUser"], user.int == 0 {
            report(Problem(user.range, "The pods of \(object.title) run as root (runAsUser: 0)."))
        }
        for container in pod.containers {
            guard let user = container.securityContext?["runAsUser"], user.int == 0 else { continue }
            report(
                Problem(
                    user.range, "Container '\(container.name)' runs as root (runAsUser: 0).",
                    aliases: container.role == .ephemeral ? [] : nil))
        }
    }
}
