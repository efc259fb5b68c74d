import Findings
import Manifests

/// A Service open to the outside.
struct ExposedService: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-EXPOSED-SERVICE", title: "Service open to the outside",
        severity: .low,
        why: "NodePort and LoadBalancer open the Service on every node or on an address of its own, past an Ingress "
            + "and its rules.",
        repair: "Use ClusterIP behind an Ingress or Gateway, or name loadBalancerSourceRanges.",
        maps: [.kubeLinter("exposed-services"), .cwe(668)],
        references: [
            "https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types"
        ],
        profile: .strict)

    let examples = Examples(
        good: [Sample.object("v1", "Service", spec: "type: ClusterIP\nports: [{port: 80}]")],
        bad: [Sample.object("v1", "Service", spec: "type: NodePort\nports: [{port: 80}]")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .service, let type = object.spec?["type"],
            type.isText("NodePort") || type.isText("LoadBalancer")
        else { return }
        report(Problem(type.range, "\(object.title) is of type \(type.text ?? "")."))
    }
}
