import Findings
import Manifests

/// A RUN that is nothing but `cd`.
enum ChangesFolderForNothing: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-RUN-CD-ONLY", title: "RUN cd has no effect", severity: .medium,
        why: "The next instruction starts in WORKDIR again: the folder that was meant is not the one that is used.",
        repair: "Use WORKDIR.", maps: [.hadolint("DL3003"), .trivy("DS-0013")],
        references: ["https://docs.docker.com/build/building/best-practices/#workdir"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nRUN cd /src && make\n"], bad: ["FROM alpine:3.22\nRUN cd /src\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs {
            guard let command = run.commands.first, run.commands.count == 1, command.name == "cd",
                run.instruction.heredocs.isEmpty
            else { continue }
            var fix: Fix?
            if let path = command.arguments.first, command.arguments.count == 1, path.isLiteral, !path.isQuoted,
                path.value.hasPrefix("/"), !run.isExecForm, run.instruction.flags.isEmpty
            {
                fix = .replace(
                    run.instruction.range, with: "WORKDIR \(path.value)", "Use WORKDIR \(path.value).")
            }
            report(
                Problem(
                    run.instruction.headRange, "RUN cd changes nothing for what follows.",
                    aliases: run.isTrigger ? ["DS-0013"] : nil, fix: fix))
        }
    }
}
