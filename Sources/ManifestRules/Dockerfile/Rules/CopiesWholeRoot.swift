import Findings
import Manifests

/// COPY --from=x / /.
enum CopiesWholeRoot: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-COPY-ROOT", title: "A whole file system is copied from another stage", severity: .low,
        why: "Everything of the stage comes along: build tools, caches, whatever it was built with.",
        repair: "Copy the files that are needed.", maps: [.hadolint("DL3067"), .cisDocker("4.3"), .cwe(552)],
        references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"], profile: .strict)

    static let examples = Examples(
        good: ["FROM alpine:3.22 AS a\nFROM scratch\nCOPY --from=a /app /app\n"],
        bad: ["FROM alpine:3.22 AS a\nFROM scratch\nCOPY --from=a / /\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .copy && !item.isTrigger {
            guard item.instruction.flag("from") != nil, item.instruction.copyDestination?.value == "/",
                let source = item.instruction.copySources.first(where: { $0.value == "/" })
            else { continue }
            report(Problem(source.range, "All of the stage is copied."))
        }
    }
}
