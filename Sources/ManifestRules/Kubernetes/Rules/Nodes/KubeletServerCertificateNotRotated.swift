import Findings

/// The kubelet does not rotate its server certificate. Source: CIS Kubernetes Benchmark 4.2.12.
struct KubeletServerCertificateNotRotated: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-KUBELET-ROTATE-SERVER", title: "The kubelet does not rotate its server certificate",
        severity: .high,
        why: "It runs out, or stays good for long after it leaked.",
        repair: "Set serverTLSBootstrap: true.",
        maps: [.trivy("KCV-0091"), .cisKubernetes("4.2.12"), .nsaCisa("Encryption"), .cwe(324)],
        references: [
            "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.node("kubeletRotateKubeletServerCertificateArgumentSet", "\"true\"")],
        bad: [Sample.node("kubeletRotateKubeletServerCertificateArgumentSet", "\"false\"")])

    let field = "kubeletRotateKubeletServerCertificateArgumentSet"
    let wish = NodeWish.always("true", isNeeded: true)
}
