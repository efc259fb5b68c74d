import Findings

/// The API server: every request is allowed. Source: CIS Kubernetes Benchmark 1.2.6.
struct EveryRequestAllowed: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-ALWAYS-ALLOW", title: "Every request is allowed", severity: .low,
        why: "AlwaysAllow gives everyone all rights.",
        repair: "Set --authorization-mode=Node,RBAC.",
        maps: [.trivy("KCV-0007"), .cisKubernetes("1.2.6"), .nsaCisa("Role-based access control"), .cwe(862)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--authorization-mode=Node,RBAC")],
        bad: [Sample.controlPlane("kube-apiserver", "--authorization-mode=AlwaysAllow")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.avoids("--authorization-mode", "AlwaysAllow")
}
