import Findings
import Manifests

/// A prefix that fits more than was meant.
struct OpenGatekeeperRepo: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-GATEKEEPER-REPO", title: "Allowed repository without a closing slash",
        severity: .high,
        why: "Gatekeeper compares beginnings: registry.example.org/team also allows registry.example.org/teamevil.",
        repair: "End each entry with a slash.",
        maps: [.trivy("KSV-0124"), .cwe(185)],
        references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/allowedrepos/"])

    let examples = Examples(
        good: [
            Sample.object(
                "constraints.gatekeeper.sh/v1beta1", "K8sAllowedRepos",
                spec: "parameters: {repos: [registry.example.org/team/]}")
        ],
        bad: [
            Sample.object(
                "constraints.gatekeeper.sh/v1beta1", "K8sAllowedRepos",
                spec: "parameters: {repos: [registry.example.org/team]}")
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kindName == "K8sAllowedRepos" else { return }
        for repository in object.spec?["parameters"]?["repos"]?.items ?? [] {
            guard let text = repository.text, !text.hasSuffix("/") else { continue }
            let edits =
                repository.isShared || repository.style != .plain
                ? [] : [TextEdit(range: repository.range.upperBound..<repository.range.upperBound, replacement: "/")]
            report(
                Problem(
                    repository.range, "'\(text)' also allows whatever begins so.",
                    fix: Fix(summary: card.repair, edits: edits)))
        }
    }
}
