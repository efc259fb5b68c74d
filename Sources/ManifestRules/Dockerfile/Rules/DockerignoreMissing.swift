import Findings
import Manifests

/// COPY . without a .dockerignore.
enum DockerignoreMissing: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-IGNORE-MISSING", title: "There is no .dockerignore", severity: .low,
        why: "COPY . takes everything in the folder along: the history in .git, local settings, keys, old builds.",
        repair: "Add a .dockerignore; best start with * and list what is needed behind !.",
        maps: [.cisDocker("4.10"), .cwe(538)],
        references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"])

    static let examples = Examples(
        good: ["FROM alpine:3.24\nCOPY app /app\n"],
        bad: ["FROM alpine:3.24\nCOPY . .\n"])

    static let exampleOptions = DockerfileOptions(context: BuildContext(ignoreFile: nil, paths: ["app"]))

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        guard let context = view.options.context, context.ignoreFile == nil, let copy = view.wholeContextCopies.first
        else {
            return
        }
        report(Problem(copy.range, "The whole folder is copied, and no .dockerignore leaves anything out."))
    }
}

extension DockerfileView {
    /// Sources of COPY and ADD that are the whole build context.
    var wholeContextCopies: [Word] {
        items.filter {
            ($0.keyword == .copy || $0.keyword == .add) && $0.instruction.flag("from") == nil && !$0.isTrigger
        }
        .flatMap { $0.instruction.copySources.filter { [".", "./", "/", "*", "./*", ".."].contains($0.value) } }
    }
}
