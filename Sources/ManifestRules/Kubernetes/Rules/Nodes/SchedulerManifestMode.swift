import Findings

/// Who may read or change /etc/kubernetes/manifests/kube-scheduler.yaml. Source: CIS Kubernetes Benchmark 1.1.5.
struct SchedulerManifestMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-SCHEDULER-SPEC-MODE", title: "The scheduler's manifest can be read or changed by others",
        severity: .high,
        why: "Whoever writes it decides on which node which pod runs.",
        repair: "chmod 600 /etc/kubernetes/manifests/kube-scheduler.yaml, or stricter.",
        maps: [.trivy("KCV-0052"), .cisKubernetes("1.1.5"), .nsaCisa("Control plane hardening"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeSchedulerSpecFilePermission", "600")],
        bad: [Sample.node("kubeSchedulerSpecFilePermission", "700")])

    let field = "kubeSchedulerSpecFilePermission"
    let wish = NodeWish.mode(600)
    let isOfMastersOnly = true
}
