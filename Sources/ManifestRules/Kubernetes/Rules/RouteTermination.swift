import Findings
import Manifests

/// An OpenShift route without TLS.
struct RouteTermination: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-ROUTE-TLS", title: "Route without TLS",
        severity: .low,
        why: "Requests reach the router unencrypted.",
        repair: "Set spec.tls.termination to edge or reencrypt, and insecureEdgeTerminationPolicy to Redirect.",
        maps: [.kubeLinter("insecure-route-termination"), .cwe(319)],
        references: [
            "https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/networking/configuring-routes"
        ],
        profile: .strict)

    let examples = Examples(
        good: [
            Sample.object(
                "route.openshift.io/v1", "Route",
                spec: "tls: {termination: edge, insecureEdgeTerminationPolicy: Redirect}")
        ],
        bad: [Sample.object("route.openshift.io/v1", "Route", spec: "to: {kind: Service, name: web}")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kindName == "Route", object.group == "route.openshift.io", let spec = object.spec else { return }
        if let tls = spec["tls"] {
            guard let policy = tls["insecureEdgeTerminationPolicy"], policy.isText("Allow") else { return }
            report(Problem(policy.range, "\(object.title) also answers without TLS."))
        } else {
            report(Problem(object.nameRange, "\(object.title) has no tls."))
        }
    }
}
