import Findings
import Manifests

/// An Ingress without TLS.
struct IngressWithoutTLS: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-INGRESS-TLS", title: "Ingress without TLS",
        severity: .low,
        why: "Without TLS passwords, cookies and answers cross the network readable.",
        repair: "Set spec.tls with a certificate for the hosts.",
        maps: [.cwe(319), .nsaCisa("Encryption in transit")],
        references: ["https://kubernetes.io/docs/concepts/services-networking/ingress/#tls"],
        profile: .strict)

    let examples = Examples(
        good: [
            Sample.object(
                "networking.k8s.io/v1", "Ingress",
                spec: "tls: [{hosts: [a.example.org], secretName: web-tls}]\nrules: [{host: a.example.org}]")
        ],
        bad: [Sample.object("networking.k8s.io/v1", "Ingress", spec: "rules: [{host: a.example.org}]")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .ingress, let spec = object.spec, (spec["tls"]?.count ?? 0) == 0 else { return }
        report(Problem(object.nameRange, "\(object.title) has no tls."))
    }
}
