import Findings

/// The API server: plugin ServiceAccount is turned off. Source: CIS Kubernetes Benchmark 1.2.12.
struct ServiceAccountPluginOff: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-SERVICE-ACCOUNT", title: "Plugin ServiceAccount is turned off", severity: .low,
        why: "Pods get no account of their own.",
        repair: "Remove ServiceAccount from --disable-admission-plugins.",
        maps: [
            .trivy("KCV-0014"), .cisKubernetes("1.2.12"), .nsaCisa("Protecting Pod service account tokens"), .cwe(266),
        ],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--disable-admission-plugins=AlwaysAdmit")],
        bad: [Sample.controlPlane("kube-apiserver", "--disable-admission-plugins=ServiceAccount")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.avoids("--disable-admission-plugins", "ServiceAccount")
}
