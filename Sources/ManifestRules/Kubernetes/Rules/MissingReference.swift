import Findings
import Manifests

/// Variables from objects that are nowhere defined.
struct MissingReference: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-MISSING-REFERENCE", title: "Secret or ConfigMap is not among the files",
        severity: .low,
        why: "Where the object or key does not exist the container does not start.",
        repair: "Add the object or key, or mark the reference optional.",
        maps: [.kubeLinter("env-value-from")],
        references: ["https://kubernetes.io/docs/concepts/configuration/secret/"],
        profile: .all,
        confidence: .low)

    let examples = Examples(
        good: [
            Sample.several(
                Sample.pod("env: [{name: A, valueFrom: {configMapKeyRef: {name: web, key: a}}}]"),
                Sample.object("v1", "ConfigMap", top: "data: {a: b}"))
        ],
        bad: [Sample.pod("env: [{name: A, valueFrom: {configMapKeyRef: {name: web, key: a}}}]")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        for container in object.pod?.lastingContainers ?? [] {
            for variable in container.environment {
                for (field, kind, stores) in [
                    ("secretKeyRef", KubernetesKind.secret, ["data", "stringData"]),
                    ("configMapKeyRef", .configMap, ["data", "binaryData"]),
                ] {
                    guard let reference = variable["valueFrom"]?[field], reference["optional"]?.isTrue != true,
                        let name = reference["name"]?.text
                    else { continue }
                    let key = reference["key"]?.text ?? ""
                    let target = set.find(kind, name, in: object.namespace)
                    if let target, stores.contains(where: { target.node[$0]?.has(key) == true }) { continue }
                    report(
                        Problem(
                            reference.range,
                            "\(variable["name"]?.text ?? "A variable") wants '\(key)' of \(kind.rawValue) '\(name)', which is not among the files."
                        ))
                }
            }
        }
    }
}
