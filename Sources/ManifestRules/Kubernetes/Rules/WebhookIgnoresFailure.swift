import Findings
import Manifests

/// A gate that opens when its keeper is away.
struct WebhookIgnoresFailure: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-WEBHOOK-IGNORE", title: "Webhook is passed over when it fails",
        severity: .low,
        why: "With failurePolicy Ignore objects pass unchecked while the webhook is down, which an attacker can bring "
            + "about.",
        repair: "Set failurePolicy: Fail for webhooks that guard security.",
        maps: [.kubeLinter("webhook-failure-policy-ignore"), .cwe(636)],
        references: [
            "https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy"
        ],
        profile: .strict)

    let examples = Examples(
        good: [
            Sample.object(
                "admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration",
                top: "webhooks: [{name: a.example.org, failurePolicy: Fail}]")
        ],
        bad: [
            Sample.object(
                "admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration",
                top: "webhooks: [{name: a.example.org, failurePolicy: Ignore}]")
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kindName.hasSuffix("WebhookConfiguration") else { return }
        for webhook in object.node["webhooks"]?.items ?? [] {
            guard let policy = webhook["failurePolicy"], policy.isText("Ignore") else { continue }
            report(Problem(policy.range, "The webhook \(webhook["name"]?.text ?? "") is passed over when it fails."))
        }
    }
}
