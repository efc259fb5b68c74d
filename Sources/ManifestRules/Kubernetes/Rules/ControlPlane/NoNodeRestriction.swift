import Findings

/// The API server: plugin NodeRestriction is missing. Source: CIS Kubernetes Benchmark 1.2.14.
struct NoNodeRestriction: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-NODE-RESTRICTION", title: "Plugin NodeRestriction is missing", severity: .low,
        why: "A kubelet may change other nodes and their pods.",
        repair: "Add NodeRestriction to --enable-admission-plugins.",
        maps: [.trivy("KCV-0016"), .cisKubernetes("1.2.14"), .nsaCisa("Control plane hardening"), .cwe(269)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .strict)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--enable-admission-plugins=NodeRestriction")],
        bad: [Sample.controlPlane("kube-apiserver", "--enable-admission-plugins=AlwaysPullImages")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.lists("--enable-admission-plugins", "NodeRestriction")
}
