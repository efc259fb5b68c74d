import Findings
import Manifests

/// ln -s bash /bin/sh.
enum LinksShell: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-LINK-SHELL", title: "/bin/sh is linked to another shell", severity: .low,
        why: "Every script of the image then runs under a shell it was not written for.",
        repair: "Use SHELL [\"/bin/bash\", \"-c\"].", maps: [.hadolint("DL4005")],
        references: ["https://docs.docker.com/reference/dockerfile/#shell"], profile: .strict)

    static let examples = Examples(
        good: ["FROM debian:13\nSHELL [\"/bin/bash\", \"-c\"]\n"],
        bad: ["FROM debian:13\nRUN ln -sf /bin/bash /bin/sh\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { _, command in
            guard command.name == "ln", command.hasArgument("/bin/sh") else { return }
            report(Problem(command.range, "/bin/sh becomes another shell."))
        }
    }
}
