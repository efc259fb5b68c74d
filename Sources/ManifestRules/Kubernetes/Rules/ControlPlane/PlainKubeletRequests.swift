import Findings

/// The API server: the kubelet is spoken to without TLS. Source: CIS Kubernetes Benchmark 1.2.4.
struct PlainKubeletRequests: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-KUBELET-HTTPS", title: "The kubelet is spoken to without TLS", severity: .low,
        why: "Commands and logs cross the network readable.",
        repair: "Remove --kubelet-https=false.",
        maps: [.trivy("KCV-0004"), .cisKubernetes("1.2.4"), .nsaCisa("Encryption"), .cwe(319)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--kubelet-https=true")],
        bad: [Sample.controlPlane("kube-apiserver", "--kubelet-https=false")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.unequal("--kubelet-https", "false")
}
