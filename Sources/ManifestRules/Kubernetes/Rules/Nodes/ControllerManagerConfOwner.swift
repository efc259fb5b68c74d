import Findings

/// Who owns /etc/kubernetes/controller-manager.conf. Source: CIS Kubernetes Benchmark 1.1.18.
struct ControllerManagerConfOwner: NodeRule {
    let card = RuleCard(
        id: "DD-K8S-NODE-CM-CONF-OWNER", title: "controller-manager.conf does not belong to root:root", severity: .high,
        why: "It holds the credentials of the controller manager. Its owner may change it.",
        repair: "chown root:root /etc/kubernetes/controller-manager.conf.",
        maps: [.trivy("KCV-0065"), .cisKubernetes("1.1.18"), .nsaCisa("Kubeconfig Files"), .cwe(282)],
        references: ["https://www.cisecurity.org/benchmark/kubernetes"])

    let examples = Examples(
        good: [Sample.node("controllerManagerConfFileOwnership", "\"root:root\"")],
        bad: [Sample.node("controllerManagerConfFileOwnership", "\"user:user\"")])

    let field = "controllerManagerConfFileOwnership"
    let wish = NodeWish.owner("root:root")
    let isOfMastersOnly = true
}
