import Findings

/// Who owns /etc/kubernetes/manifests/kube-scheduler.yaml. Source: CIS Kubernetes Benchmark 1.1.6.
struct SchedulerManifestOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-SCHEDULER-SPEC-OWNER", title: "The scheduler's manifest does not belong to root:root",
        severity: .high,
        why: "Whoever writes it decides on which node which pod runs. Its owner may change it.",
        repair: "chown root:root /etc/kubernetes/manifests/kube-scheduler.yaml.",
        maps: [.trivy("KCV-0053"), .cisKubernetes("1.1.6"), .nsaCisa("Control plane hardening"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("kubeSchedulerSpecFileOwnership", "\"root:root\"")],
        bad: [Sample.node("kubeSchedulerSpecFileOwnership", "\"user:user\"")])

    let field = "kubeSchedulerSpecFileOwnership"
    let wish = NodeWish.owner("root:root")
    let isOfMastersOnly = true
}
