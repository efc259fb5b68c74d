import Findings
import Manifests

/// Nothing said about security at all.
struct DefaultSecurityContext: PodRule {
    let card = RuleCard(
        id: "DD-K8S-NO-SECURITY-CONTEXT", title: "No security context",
        severity: .medium,
        why: "Where neither pod nor container has a securityContext, the defaults hold: root, all default "
            + "capabilities, a root file system that can be written.",
        repair: "Give pod and containers a securityContext.",
        maps: [
            .trivy("KSV-0118"), .checkov("CKV_K8S_29"), .checkov("CKV_K8S_30"), .cisKubernetes("5.7.3"), .cwe(1188),
        ], references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
        profile: .strict)

    let examples = Examples(
        good: [
            Sample.pod(spec: "securityContext: {runAsUser: 1001}"), Sample.pod("securityContext: {runAsUser: 1001}"),
        ],
        bad: [Sample.pod(), Sample.pod("securityContext: {}")])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard (pod.securityContext?.count ?? 0) == 0 else { return }
        guard let bare = pod.lastingContainers.first(where: { ($0.securityContext?.count ?? 0) == 0 }) else { return }
        report(
            Problem(
                bare.range, "Neither the pods of \(object.title) nor container '\(bare.name)' have a security context.")
        )
    }
}
