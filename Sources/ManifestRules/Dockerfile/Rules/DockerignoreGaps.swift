import Findings
import Manifests

/// .dockerignore lets .git or keys in.
enum DockerignoreGaps: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-IGNORE-GAPS", title: "Secrets or the history get into the image", severity: .medium,
        why: "COPY . takes them along: whoever can pull the image has the keys, and in .git everything that was ever "
            + "committed.",
        repair: "List them in .dockerignore.", maps: [.cisDocker("4.10"), .cwe(538)],
        references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"])

    static let examples = Examples(
        good: ["FROM alpine:3.24\nCOPY app /app\n"],
        bad: ["FROM alpine:3.24\nCOPY . .\n"])

    static let exampleOptions = DockerfileOptions(
        context: BuildContext(ignoreFile: Array("*.log\n".utf8), paths: [".git/config", ".env", "app"]))

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        guard let context = view.options.context, let copy = view.wholeContextCopies.first else { return }
        let ignore = context.ignoreFile.map { IgnoreFile($0) }
        var shown: [String] = []
        for path in context.paths.sorted() {
            let top = String(path.prefix { $0 != "/" })
            let isHistory = top == ".git" || top == ".hg" || top == ".svn"
            let kind = isHistory ? "the history" : SecretNames.file(path)
            guard let kind, !kind.hasPrefix("perhaps") else { continue }
            let name = isHistory ? top : path
            guard !(ignore?.ignores(name) ?? false), !shown.contains(name) else { continue }
            shown.append(name)
        }
        guard !shown.isEmpty else { return }
        report(
            Problem(
                copy.range, "\(shown.prefix(8).joined(separator: ", ")) would be copied too.",
                evidence: shown.prefix(32).map { $0 }))
    }
}
