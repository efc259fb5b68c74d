import Findings
import Manifests

/// Group ids up to 10000 may be those of real groups of the node.
struct LowGroupId: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-LOW-GID", title: "Group id of 10000 or less",
        severity: .low,
        why: "A low group id may be that of a real group of the node, whose files a break-out then reads.",
        repair: "Set securityContext.runAsGroup to a number above 10000.",
        maps: [.trivy("KSV-0021"), .cwe(250)],
        references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
        profile: .all)

    let examples = Examples(
        good: [Sample.pod("securityContext: {runAsGroup: 65532}")],
        bad: [Sample.pod(), Sample.pod("securityContext: {runAsGroup: 1000}")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard !pod.isWindows else { return }
        let own = container.securityContext?["runAsGroup"]
        let effective = container.effective("runAsGroup", pod)
        let trivy = container.role != .ephemeral && (own.map { ($0.int ?? .max) <= 10000 } ?? true)
        guard trivy || (effective?.int ?? 0) <= 10000 else { return }
        report(
            Problem(
                (own ?? effective)?.range ?? container.range,
                "Container '\(container.name)' does not run with a group id above 10000.",
                aliases: peers("KSV-0021".when(trivy))))
    }
}
