import Findings
import Manifests

/// A project may forbid switching rules off in the file itself.
enum IgnorePragmaUsed: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-IGNORE-PRAGMA", title: "A comment switches rules off", severity: .negligible,
        why: "Exceptions kept in a file escape the review of exceptions that a project keeps in one place.",
        repair: "Move the exception to the project's configuration, with its reason.",
        maps: [.hadolint("DL1001")], references: ["https://github.com/hadolint/hadolint/wiki/DL1001"], profile: .all)

    static let examples = Examples(
        good: ["FROM alpine:3.22\n# an ordinary comment\nRUN true\n"],
        bad: ["FROM alpine:3.22\n# hadolint ignore=DL3018\nRUN apk add --no-cache git\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for comment in view.file.comments {
            for suppression in Suppression.read(comment.text)
            where suppression.dialect == "hadolint" && suppression.scope == .next {
                report(Problem(comment.range, "This comment switches off \(suppression.ids.joined(separator: ", "))."))
            }
        }
    }
}
