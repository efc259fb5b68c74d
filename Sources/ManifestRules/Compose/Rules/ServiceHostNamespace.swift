import Findings
import Manifests

/// Namespaces of the host.
struct ServiceHostNamespace: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-HOST-NAMESPACE", title: "Shares a namespace of the host",
        severity: .high,
        why: "In the host's namespace the container sees its network, processes, shared memory or users, and may reach "
            + "into them.",
        repair: "Remove network_mode, pid, ipc, uts, cgroup or userns_mode: host; publish ports instead.",
        maps: [
            .cisDocker("5.10"), .cisDocker("5.16"), .cisDocker("5.17"), .cisDocker("5.21"), .cisDocker("5.25"),
            .cisDocker("5.31"), .cwe(668),
        ], references: ["https://docs.docker.com/reference/compose-file/services/#pid"])

    let examples = Examples(
        good: [ComposeSample.service("network_mode: bridge")],
        bad: [
            ComposeSample.service("network_mode: host"), ComposeSample.service("pid: host"),
            ComposeSample.service("userns_mode: host"),
        ])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        for field in ["network_mode", "pid", "ipc", "uts", "userns_mode", "cgroup"] {
            guard let value = service.own(field), service.text(value) == "host" else { continue }
            report(Problem(value.range, "Service '\(service.name)' has \(field): host."))
        }
    }
}
