import Findings

/// The API server: authorization mode Node is missing. Source: CIS Kubernetes Benchmark 1.2.7.
struct NoNodeAuthorization: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-NODE-MODE", title: "Authorization mode Node is missing", severity: .low,
        why: "Without it kubelets need wider rights than their own pods.",
        repair: "Set --authorization-mode=Node,RBAC.",
        maps: [.trivy("KCV-0008"), .cisKubernetes("1.2.7"), .nsaCisa("Role-based access control"), .cwe(862)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--authorization-mode=Node,RBAC")],
        bad: [Sample.controlPlane("kube-apiserver", "--authorization-mode=RBAC")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.lists("--authorization-mode", "Node")
}
