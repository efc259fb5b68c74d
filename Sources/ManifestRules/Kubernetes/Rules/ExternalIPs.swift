import Findings
import Manifests

/// A Service that claims addresses.
struct ExternalIPs: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-EXTERNAL-IPS", title: "Service with external addresses",
        severity: .high,
        why: "externalIPs take traffic for any address inside of the cluster: whoever may make Services can be the man "
            + "in the middle (CVE-2020-8554).",
        repair: "Use type LoadBalancer or an Ingress.",
        maps: [.trivy("KSV-0108"), .cwe(300)],
        references: ["https://kubernetes.io/docs/concepts/services-networking/service/#external-ips"])

    let examples = Examples(
        good: [Sample.object("v1", "Service", spec: "ports: [{port: 80}]")],
        bad: [Sample.object("v1", "Service", spec: "externalIPs: [192.0.2.7]\nports: [{port: 80}]")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .service, let entry = object.spec?.entry("externalIPs"), entry.value.count > 0 else {
            return
        }
        report(Problem(entry.key.range, "\(object.title) claims external addresses."))
    }
}
