import Findings
import Manifests

/// Of several HEALTHCHECKs only the last counts.
enum SeveralHealthchecks: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-HEALTH-SEVERAL", title: "Several HEALTHCHECKs in one stage", severity: .medium,
        why: "Only the last one has an effect; the others mislead whoever reads them.",
        repair: "Keep the one that is meant.", maps: [.hadolint("DL3012"), .trivy("DS-0023")],
        references: ["https://github.com/hadolint/hadolint/wiki/DL3012"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nHEALTHCHECK CMD [\"/probe\"]\n"],
        bad: ["FROM alpine:3.22\nHEALTHCHECK CMD [\"/a\"]\nHEALTHCHECK CMD [\"/b\"]\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.reportRepeated(.healthcheck) { item in
            report(Problem(item.instruction.headRange, "A HEALTHCHECK above has no effect."))
        }
    }
}
