import Findings
import Manifests

/// Something other than ARG in front of the first FROM.
enum InstructionBeforeFrom: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-BEFORE-FROM", title: "An instruction stands before FROM", severity: .high,
        why: "Only ARG may stand before the first FROM: the build stops.", repair: "Move it below FROM.",
        maps: [.hadolint("DL3061")], references: ["https://docs.docker.com/reference/dockerfile/#format"])

    static let examples = Examples(
        good: ["ARG A=1\nFROM alpine:3.22\n"], bad: ["LABEL a=b\nFROM alpine:3.22\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for instruction in view.file.instructions {
            if instruction.keyword == .from { return }
            guard instruction.keyword != .arg else { continue }
            report(Problem(instruction.keywordRange, "\(instruction.keyword.spelling) stands before FROM."))
            return
        }
    }
}
