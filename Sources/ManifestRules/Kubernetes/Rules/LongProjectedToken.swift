import Findings
import Manifests

/// Tokens that live for long.
struct LongProjectedToken: PodRule {
    let card = RuleCard(
        id: "DD-K8S-LONG-TOKEN", title: "Projected token lives long",
        severity: .low,
        why: "A leaked token works until it expires.",
        repair: "Set expirationSeconds to an hour (3600) or less than a day.",
        maps: [.kubeLinter("projected-token-long-expiration"), .cwe(613)],
        references: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"],
        profile: .strict)

    let examples = Examples(
        good: [
            Sample.pod(
                spec:
                    "volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds: 3600}}]}}]"
            )
        ],
        bad: [
            Sample.pod(
                spec:
                    "volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds: 604800}}]}}]"
            )
        ])

    /// Seconds of a day.
    private static let longest = 86_400

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        for volume in pod.volumes {
            for source in volume.node["projected"]?["sources"]?.items ?? [] {
                guard let expiry = source["serviceAccountToken"]?["expirationSeconds"], (expiry.int ?? 0) > Self.longest
                else { continue }
                report(Problem(expiry.range, "The token of volume '\(volume.name)' lives for more than a day."))
            }
        }
    }
}
