import Findings
import Manifests

/// Of several CMDs only the last counts.
enum SeveralCommands: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-CMD-SEVERAL", title: "Several CMDs in one stage", severity: .medium,
        why: "Only the last one has an effect; the others mislead whoever reads them.",
        repair: "Keep the one that is meant.",
        maps: [.hadolint("DL4003"), .trivy("DS-0016")],
        references: ["https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nCMD [\"/a\"]\nFROM alpine:3.22\nCMD [\"/b\"]\n"],
        bad: ["FROM alpine:3.22\nCMD [\"/a\"]\nCMD [\"/b\"]\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.reportRepeated(.cmd) { item in
            report(Problem(item.instruction.headRange, "A CMD above has no effect."))
        }
    }
}
