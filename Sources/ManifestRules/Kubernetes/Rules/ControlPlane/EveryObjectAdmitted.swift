import Findings

/// The API server: plugin AlwaysAdmit is set. Source: CIS Kubernetes Benchmark 1.2.10.
struct EveryObjectAdmitted: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-ALWAYS-ADMIT", title: "Plugin AlwaysAdmit is set", severity: .low,
        why: "Every object is admitted unseen.",
        repair: "Remove AlwaysAdmit.",
        maps: [.trivy("KCV-0011"), .cisKubernetes("1.2.10"), .nsaCisa("Control plane hardening"), .cwe(862)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--enable-admission-plugins=NodeRestriction")],
        bad: [Sample.controlPlane("kube-apiserver", "--enable-admission-plugins=AlwaysAdmit")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.avoids("--enable-admission-plugins", "AlwaysAdmit")
}
