import Findings
import Manifests

/// A name in the cluster that leads out of it.
struct ExternalNameService: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-EXTERNAL-NAME", title: "Service leads out of the cluster",
        severity: .low,
        why: "Clients of an ExternalName Service speak to whoever holds that DNS name; an Ingress in front of it opens "
            + "inner names.",
        repair: "Name the outside host in the program's configuration, or check that the name is yours.",
        maps: [.kubeLinter("externalname-service-redirect"), .cwe(441)],
        references: ["https://kubernetes.io/docs/concepts/services-networking/service/#externalname"],
        profile: .strict)

    let examples = Examples(
        good: [Sample.object("v1", "Service", spec: "type: ClusterIP\nports: [{port: 80}]")],
        bad: [Sample.object("v1", "Service", spec: "type: ExternalName\nexternalName: db.example.org")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .service, let type = object.spec?["type"], type.isText("ExternalName") else { return }
        report(
            Problem(
                type.range, "\(object.title) leads to \(object.spec?["externalName"]?.text ?? "a name outside")."))
    }
}
