import Findings
import Manifests

/// Of several ENTRYPOINTs only the last counts.
enum SeveralEntrypoints: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-ENTRYPOINT-SEVERAL", title: "Several ENTRYPOINTs in one stage", severity: .medium,
        why: "Only the last one has an effect; the others mislead whoever reads them.",
        repair: "Keep the one that is meant.",
        maps: [.hadolint("DL4004"), .trivy("DS-0007")],
        references: ["https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nENTRYPOINT [\"/a\"]\n"],
        bad: ["FROM alpine:3.22\nENTRYPOINT [\"/a\"]\nENTRYPOINT [\"/b\"]\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.reportRepeated(.entrypoint) { item in
            report(Problem(item.instruction.headRange, "An ENTRYPOINT above has no effect."))
        }
    }
}
