import Findings

/// The API server: plugin AlwaysPullImages is missing. Source: CIS Kubernetes Benchmark 1.2.11.
struct ImagesNotAlwaysPulled: ControlPlaneRule {
    let card = RuleCard(
        id: "DD-K8S-API-PULL-IMAGES", title: "Plugin AlwaysPullImages is missing", severity: .low,
        why: "Pods may use private images that lie on a node without credentials for them.",
        repair: "Add AlwaysPullImages to --enable-admission-plugins.",
        maps: [.trivy("KCV-0012"), .cisKubernetes("1.2.11"), .nsaCisa("Control plane hardening"), .cwe(862)],
        references: [
            "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
            "https://www.cisecurity.org/benchmark/kubernetes",
        ], profile: .all)

    let examples = Examples(
        good: [Sample.controlPlane("kube-apiserver", "--enable-admission-plugins=AlwaysPullImages")],
        bad: [Sample.controlPlane("kube-apiserver", "--enable-admission-plugins=NodeRestriction")])

    let program = ControlPlaneProgram.apiServer
    let wish = FlagWish.lists("--enable-admission-plugins", "AlwaysPullImages")
}
