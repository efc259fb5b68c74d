import Findings
import Manifests

/// API versions that are gone.
struct RemovedAPI: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-REMOVED-API", title: "Removed API version",
        severity: .medium,
        why: "Clusters of today do not know this API version: the object cannot be applied.",
        repair: "Use the version named in the message.",
        maps: [.trivy("KSV-0107"), .kubeLinter("no-extensions-v1beta"), .cwe(477)],
        references: ["https://kubernetes.io/docs/reference/using-api/deprecation-guide/"])

    let examples = Examples(
        good: [Sample.deployment()],
        bad: [
            Sample.object("extensions/v1beta1", "Ingress", spec: "rules: []"),
            Sample.object("policy/v1beta1", "PodDisruptionBudget", spec: "minAvailable: 1"),
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard let version = object.node["apiVersion"] else { return }
        let isExtension = object.group == "extensions" && object.apiVersion.hasPrefix("extensions/v1beta")
        guard let removal = RemovedVersions.find(object.apiVersion, object.kindName) else {
            if isExtension {
                report(
                    Problem(
                        version.range, "\(object.kindName) of \(object.apiVersion) is no longer served.",
                        aliases: ["no-extensions-v1beta"]))
            }
            return
        }
        var edits: [TextEdit] = []
        if removal.isDropIn, let successor = removal.successor, version.style == .plain, !version.isShared {
            edits = [TextEdit(range: version.range, replacement: successor)]
        }
        let advice = removal.successor.map { "use \($0)" } ?? "there is no successor"
        report(
            Problem(
                version.range,
                "\(object.kindName) of \(object.apiVersion) was removed in Kubernetes \(removal.version): \(advice).",
                aliases: peers("KSV-0107", "no-extensions-v1beta".when(isExtension)),
                fix: Fix(summary: "For \(object.kindName): \(advice).", edits: edits)))
    }
}
