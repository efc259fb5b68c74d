import Findings

/// The kubelet does not rotate its client certificate. Source: CIS Kubernetes Benchmark 4.2.11.
struct KubeletClientCertificateNotRotated: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-ROTATE", title: "The kubelet does not rotate its client certificate", severity: .high,
        why: "It runs out, or stays good for long after it leaked.",
        repair: "Set rotateCertificates: true.",
        maps: [.trivy("KCV-0090"), .cisKubernetes("4.2.11"), .nsaCisa("Encryption"), .cwe(324)],
        references: [
            "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.node("kubeletRotateCertificatesArgumentSet", "\"true\"")],
        bad: [Sample.node("kubeletRotateCertificatesArgumentSet", "\"false\"")])

    let field = "kubeletRotateCertificatesArgumentSet"
    let wish = NodeWish.always("true", isNeeded: true)
}
