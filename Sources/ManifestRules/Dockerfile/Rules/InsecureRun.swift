import Findings
import Manifests

/// RUN --security=insecure.
enum InsecureRun: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-RUN-INSECURE", title: "A RUN without the builder's confinement", severity: .high,
        why: "--security=insecure gives the commands every capability on the build host, like docker run --privileged.",
        repair: "Leave the flag out.", maps: [.cwe(250)],
        references: ["https://docs.docker.com/reference/dockerfile/#run---security"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nRUN --security=sandbox make\n"],
        bad: ["FROM alpine:3.22\nRUN --security=insecure make\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs {
            for flag in run.instruction.flags("security") where flag.value == "insecure" {
                report(Problem(flag.range, "The commands run with every capability."))
            }
        }
    }
}
