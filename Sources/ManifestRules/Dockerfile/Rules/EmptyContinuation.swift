import Findings
import Manifests

/// An empty line inside an instruction.
enum EmptyContinuation: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-EMPTY-LINE", title: "An empty line inside an instruction", severity: .low,
        why: "It ends the instruction for a reader, not for the builder; Docker has announced to refuse it.",
        repair: "Take the line out.",
        references: ["https://docs.docker.com/reference/build-checks/no-empty-continuation/"], profile: .strict)

    static let examples = Examples(
        good: ["FROM alpine:3.24\nRUN a && \\\n    b\n"], bad: ["FROM alpine:3.24\nRUN a && \\\n\n    b\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for line in view.file.emptyContinuationLines {
            let range = view.file.source.wholeLine(line)
            report(
                Problem(
                    range.lowerBound..<range.lowerBound, "The instruction goes on behind this line.",
                    fix: .replace(range, with: "", "Take the line out.")))
        }
    }
}
