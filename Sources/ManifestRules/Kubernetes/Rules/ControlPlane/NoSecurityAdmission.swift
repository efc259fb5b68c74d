import Findings

/// The API server: neither plugin SecurityContextDeny nor policies. Source: CIS Kubernetes Benchmark 1.2.12.
struct NoSecurityAdmission: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-SECURITY-DENY", title: "Neither plugin SecurityContextDeny nor policies", severity: .low,
        why: "Nothing rejects pods that ask for too much. (Clusters since 1.25 have Pod Security admission for it.)",
        repair: "Use Pod Security admission.",
        maps: [.trivy("KCV-0013"), .cisKubernetes("1.2.12"), .nsaCisa("Pod security enforcement"), .cwe(862)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .all)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--enable-admission-plugins=PodSecurityPolicy")],
        bad: [Sample.controlPlane("kube-apiserver", "--enable-admission-plugins=NodeRestriction")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.listsOne("--enable-admission-plugins", ["SecurityContextDeny", "PodSecurityPolicy"])
}
