import Findings
import Manifests

/// A pipeline whose failures go unseen.
enum PipeWithoutPipefail: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-PIPEFAIL", title: "A pipeline without pipefail", severity: .low,
        why: "Only the last command's status counts: a download that fails half-way builds an image nevertheless.",
        repair: "Set SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"], or start the RUN with set -o pipefail.",
        maps: [.hadolint("DL4006"), .cwe(754)],
        references: ["https://docs.docker.com/build/building/best-practices/#using-pipes"], profile: .strict)

    static let examples = Examples(
        good: [
            "FROM debian:13\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN curl https://example.com | tar x\n",
            "FROM debian:13\nRUN curl https://example.com > a\n",
        ],
        bad: ["FROM debian:13\nRUN curl https://example.com | tar x\n"])

    private static let shells: Set<String> = ["bash", "zsh", "ash"]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs {
            guard DockerfileView.isPosix(run.shell), !run.isExecForm || run.script.pipelines.count > 1 else { continue }
            guard let number = run.script.pipelines.firstIndex(where: { $0.memberCount > 1 }),
                let pipe = run.script.commands.first(where: { $0.pipeline == number && $0.member == 0 })
                    ?? run.script.commands.first
            else { continue }
            if setsPipefail(run.shell) { continue }
            let isSetInside = run.commands.contains { $0.name == "set" && $0.hasArgument("pipefail") }
            report(
                Problem(
                    pipe.range, "A failure of \(pipe.name.isEmpty ? "this command" : pipe.name) goes unseen.",
                    aliases: run.isTrigger ? [] : nil,
                    profile: isSetInside ? .all : nil))
        }
    }

    private static func setsPipefail(_ shell: [String]?) -> Bool {
        guard let shell, let first = shell.first else { return false }
        let name = first.split(separator: "/").last.map(String.init) ?? first
        guard shells.contains(name) else { return false }
        return zip(shell, shell.dropFirst()).contains { $0.hasPrefix("-") && $0.hasSuffix("o") && $1 == "pipefail" }
    }
}
