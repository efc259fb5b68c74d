import Findings
import Manifests

/// User ids up to 10000 may be those of real users of the node.
struct LowUserId: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-LOW-UID", title: "User id of 10000 or less",
        severity: .low,
        why: "A low user id may be that of a real user of the node, whose files and limits a break-out then has.",
        repair: "Set securityContext.runAsUser to a number above 10000.",
        maps: [.trivy("KSV-0020"), .checkov("CKV_K8S_40"), .cwe(250)],
        references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
        profile: .all)

    let examples = Examples(
        good: [Sample.pod("securityContext: {runAsUser: 65532}")],
        bad: [Sample.pod(), Sample.pod("securityContext: {runAsUser: 1000}")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard !pod.isWindows else { return }
        let own = container.securityContext?["runAsUser"]
        let effective = container.effective("runAsUser", pod)
        // Trivy looks at the container alone.
        let trivy = container.role != .ephemeral && (own.map { ($0.int ?? .max) <= 10000 } ?? true)
        guard trivy || (effective?.int ?? 0) <= 10000 else { return }
        report(
            Problem(
                (own ?? effective)?.range ?? container.range,
                "Container '\(container.name)' does not run with a user id above 10000.",
                aliases: peers("KSV-0020".when(trivy), "CKV_K8S_40".when((effective?.int ?? 0) < 10000))))
    }
}
