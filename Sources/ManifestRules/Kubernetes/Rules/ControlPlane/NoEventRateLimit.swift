import Findings

/// The API server: plugin EventRateLimit is missing. Source: CIS Kubernetes Benchmark 1.2.9.
struct NoEventRateLimit: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-EVENT-RATE", title: "Plugin EventRateLimit is missing", severity: .low,
        why: "Floods of events can take the API server down.",
        repair: "Add EventRateLimit to --enable-admission-plugins, with a configuration.",
        maps: [.trivy("KCV-0010"), .cisKubernetes("1.2.9"), .nsaCisa("Resource policies"), .cwe(770)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .all)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--enable-admission-plugins=EventRateLimit")],
        bad: [Sample.controlPlane("kube-apiserver", "--enable-admission-plugins=NodeRestriction")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.lists("--enable-admission-plugins", "EventRateLimit")
}
