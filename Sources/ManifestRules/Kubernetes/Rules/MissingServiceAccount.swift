import Findings
import Manifests

/// A service account that is nowhere defined.
struct MissingServiceAccount: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-MISSING-SERVICE-ACCOUNT", title: "Service account is not defined",
        severity: .medium,
        why: "Pods whose service account does not exist are never created.",
        repair: "Add the ServiceAccount, or correct the name.",
        maps: [.kubeLinter("non-existent-service-account")],
        references: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"],
        profile: .strict,
        confidence: .medium)

    let examples = Examples(
        good: [Sample.several(Sample.pod(spec: "serviceAccountName: web"), Sample.object("v1", "ServiceAccount"))],
        bad: [Sample.pod(spec: "serviceAccountName: shop")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard let account = object.pod?.serviceAccount, let name = account.text, !name.isEmpty, name != "default" else {
            return
        }
        guard set.find(.serviceAccount, name, in: object.namespace) == nil else { return }
        report(Problem(account.range, "The service account '\(name)' of \(object.title) is not among the files."))
    }
}
