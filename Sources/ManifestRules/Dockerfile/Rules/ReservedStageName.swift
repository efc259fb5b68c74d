import Findings
import Manifests

/// A stage that BuildKit's own names hide.
enum ReservedStageName: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-STAGE-RESERVED", title: "The stage has a reserved name", severity: .high,
        why: "scratch and context mean something else in FROM and COPY --from: the stage cannot be used.",
        repair: "Give the stage another name.", maps: [.hadolint("DL3063")],
        references: ["https://docs.docker.com/reference/build-checks/reserved-stage-name/"])

    static let examples = Examples(
        good: ["FROM alpine:3.22 AS build\n"], bad: ["FROM alpine:3.22 AS scratch\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for stage in view.file.stages {
            guard let name = stage.name, ["scratch", "context"].contains(name.lowercased()), let range = stage.nameRange
            else { continue }
            report(Problem(range, "\(name) is reserved.", aliases: ["scratch", "context"].contains(name) ? nil : []))
        }
    }
}
