import Findings
import Manifests

/// RUN --network=host.
enum HostNetworkRun: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-RUN-HOST-NETWORK", title: "A RUN in the network of the build host", severity: .medium,
        why: "The commands reach whatever listens on the build host's loopback address, metadata services too.",
        repair: "Leave the flag out, or use --network=none.", maps: [.cwe(668)],
        references: ["https://docs.docker.com/reference/dockerfile/#run---network"], profile: .strict)

    static let examples = Examples(
        good: ["FROM alpine:3.22\nRUN --network=none make\n"], bad: ["FROM alpine:3.22\nRUN --network=host make\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs {
            for flag in run.instruction.flags("network") where flag.value == "host" {
                report(Problem(flag.range, "The commands run in the host's network."))
            }
        }
    }
}
