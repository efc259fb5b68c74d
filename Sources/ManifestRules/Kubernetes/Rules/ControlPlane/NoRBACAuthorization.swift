import Findings

/// The API server: authorization mode RBAC is missing. Source: CIS Kubernetes Benchmark 1.2.8.
struct NoRBACAuthorization: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-RBAC-MODE", title: "Authorization mode RBAC is missing", severity: .low,
        why: "Rights are then not given by roles.",
        repair: "Set --authorization-mode=Node,RBAC.",
        maps: [.trivy("KCV-0009"), .cisKubernetes("1.2.8"), .nsaCisa("Role-based access control"), .cwe(862)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--authorization-mode=Node,RBAC")],
        bad: [Sample.controlPlane("kube-apiserver", "--authorization-mode=Node")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.lists("--authorization-mode", "RBAC")
}
