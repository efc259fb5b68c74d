import Findings

/// The API server: plugin NamespaceLifecycle is turned off. Source: CIS Kubernetes Benchmark 1.2.13.
struct NamespaceLifecycleOff: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-NAMESPACE", title: "Plugin NamespaceLifecycle is turned off", severity: .low,
        why: "Objects can be made in namespaces that are not there.",
        repair: "Remove NamespaceLifecycle from --disable-admission-plugins.",
        maps: [.trivy("KCV-0015"), .cisKubernetes("1.2.13"), .nsaCisa("Namespaces"), .cwe(664)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ])

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--disable-admission-plugins=AlwaysAdmit")],
        bad: [Sample.controlPlane("kube-apiserver", "--disable-admission-plugins=NamespaceLifecycle")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.avoids("--disable-admission-plugins", "NamespaceLifecycle")
}
