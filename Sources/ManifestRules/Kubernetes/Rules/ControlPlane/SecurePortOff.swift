import Findings

/// The API server: the secure port is off. Source: CIS Kubernetes Benchmark 1.2.14.
struct SecurePortOff: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-SECURE-PORT", title: "The secure port is off", severity: .low,
        why: "Without it the API is served without TLS, or not at all.",
        repair: "Remove --secure-port=0.",
        maps: [.trivy("KCV-0017"), .cisKubernetes("1.2.14"), .nsaCisa("Encryption"), .cwe(319)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--secure-port=6443")],
        bad: [Sample.controlPlane("kube-apiserver", "--secure-port=0")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.unequal("--secure-port", "0")
}
