import Findings

/// The API server: plugin DenyServiceExternalIPs is set. Source: CIS Kubernetes Benchmark 1.2.3.
struct ExternalIPsDenied: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-EXTERNAL-IPS", title: "Plugin DenyServiceExternalIPs is set", severity: .low,
        why: "The benchmark wants this plugin left out where external addresses are used; where they are not it "
            + "is a help.",
        repair: "Decide whether external addresses are used.",
        maps: [.trivy("KCV-0003"), .cisKubernetes("1.2.3"), .cwe(1188)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .all)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--enable-admission-plugins=NodeRestriction")],
        bad: [Sample.controlPlane("kube-apiserver", "--enable-admission-plugins=DenyServiceExternalIPs")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.avoids("--enable-admission-plugins", "DenyServiceExternalIPs")
}
