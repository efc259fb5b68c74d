import Findings

/// Who may read or change /etc/kubernetes/controller-manager.conf. Source: CIS Kubernetes Benchmark 1.1.17.
struct ControllerManagerConfMode: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-CM-CONF-MODE", title: "controller-manager.conf can be read or changed by others",
        severity: .high,
        why: "It holds the credentials of the controller manager.",
        repair: "chmod 600 /etc/kubernetes/controller-manager.conf, or stricter.",
        maps: [.trivy("KCV-0064"), .cisKubernetes("1.1.17"), .nsaCisa("Kubeconfig Files"), .cwe(732)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("controllerManagerConfFilePermissions", "600")],
        bad: [Sample.node("controllerManagerConfFilePermissions", "700")])

    let field = "controllerManagerConfFilePermissions"
    let wish = NodeWish.mode(600)
    let isOfMastersOnly = true
}
