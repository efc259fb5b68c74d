import Findings
import Manifests

/// An old name of a field.
struct DeprecatedServiceAccountField: PodRule {
    let card = RuleCard(
        id: "DD-K8S-SERVICE-ACCOUNT-FIELD", title: "Deprecated field serviceAccount",
        severity: .low,
        why: "serviceAccount is the forgotten name of serviceAccountName; where both are set and differ the object is "
            + "refused.",
        repair: "Use serviceAccountName.",
        maps: [.kubeLinter("deprecated-service-account-field"), .cwe(477)],
        references: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"])

    let examples = Examples(
        good: [Sample.pod(spec: "serviceAccountName: web")],
        bad: [Sample.pod(spec: "serviceAccount: web")])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let entry = pod.spec.entry("serviceAccount"), let old = entry.value.text, !old.isEmpty,
            !entry.value.isNull
        else { return }
        let new = pod.spec["serviceAccountName"]?.text
        guard new != old else { return }
        var edits: [TextEdit] = []
        if new == nil, !entry.key.isShared, entry.key.style == .plain {
            edits = [TextEdit(range: entry.key.range, replacement: "serviceAccountName")]
        }
        report(
            Problem(
                entry.key.range, "\(object.title) names its service account in the deprecated field serviceAccount.",
                fix: Fix(summary: card.repair, edits: edits)))
    }
}
