import Findings
import Manifests

/// wget's progress bar fills build logs.
enum WgetProgress: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-WGET-PROGRESS", title: "wget prints a progress bar", severity: .negligible,
        why: "The bar is drawn as thousands of lines in a build log.",
        repair: "Use wget -q, -nv or --progress=dot:giga.",
        maps: [.hadolint("DL3047")], references: ["https://github.com/hadolint/hadolint/wiki/DL3047"], profile: .all)

    static let examples = Examples(
        good: ["FROM debian:13\nRUN wget -q https://example.com/a\n"],
        bad: ["FROM debian:13\nRUN wget https://example.com/a\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { run, command in
            guard command.name == "wget", let word = command.shell.words.first,
                !command.has("progress", "q", "quiet", "o", "output-file", "a", "append-output", "no-verbose"),
                !command.hasArgument("-nv")
            else { return }
            report(
                Problem(
                    command.range, "wget draws its progress.",
                    fix: .insert(run.insertion(of: "-nv", behind: word), "Add -nv.")))
        }
    }
}
