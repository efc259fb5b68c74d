import Findings
import Manifests

/// What BuildKit would refuse to read.
enum SyntaxError: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-SYNTAX", title: "The Dockerfile cannot be read here", severity: .high,
        why: "The build stops at this place; nothing behind it can be relied on.",
        repair: "Correct the instruction as the Dockerfile reference describes it.",
        references: ["https://docs.docker.com/reference/dockerfile/"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nRUN <<EOF\necho hello\nEOF\n"],
        bad: ["FROM alpine:3.22\nRUNN echo hello\n", "FROM alpine:3.22\nCOPY --form=build a b\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for problem in view.file.problems { report(Problem(problem.range, problem.message)) }
    }
}
