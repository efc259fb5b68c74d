import Findings

/// The kubelet has no authority for client certificates. Source: CIS Kubernetes Benchmark 4.2.3.
struct NoKubeletClientAuthority: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-CLIENT-CA", title: "The kubelet has no authority for client certificates",
        severity: .critical,
        why: "Clients cannot be verified.",
        repair: "Set authentication.x509.clientCAFile.",
        maps: [.trivy("KCV-0081"), .cisKubernetes("4.2.3"), .nsaCisa("Authentication"), .cwe(295)],
        references: [
            "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.node("kubeletClientCaFileArgumentSet", "/etc/kubernetes/pki/ca.crt")],
        bad: [Sample.node("kubeletClientCaFileArgumentSet", "\"\"")])

    let field = "kubeletClientCaFileArgumentSet"
    let wish = NodeWish.given
}
