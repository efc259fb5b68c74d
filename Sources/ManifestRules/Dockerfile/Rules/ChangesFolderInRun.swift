import Findings
import Manifests

/// `cd` in RUN holds for that RUN only.
enum ChangesFolderInRun: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-RUN-CD", title: "cd in RUN instead of WORKDIR", severity: .low,
        why:
            "cd is forgotten at the end of the RUN; WORKDIR says the same for all that follows and is seen at a glance.",
        repair: "Set WORKDIR before the RUN.", maps: [.hadolint("DL3003"), .trivy("DS-0013")],
        references: ["https://docs.docker.com/build/building/best-practices/#workdir"], profile: .all)

    static let examples = Examples(
        good: ["FROM alpine:3.22\nWORKDIR /src\nRUN make\n"],
        bad: ["FROM alpine:3.22\nRUN cd /src && make\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { run, command in
            guard command.name == "cd" else { return }
            report(
                Problem(
                    command.range, "cd holds only until the end of this RUN.",
                    aliases: run.isTrigger ? ["DS-0013"] : nil))
        }
    }
}
