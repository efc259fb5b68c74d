import Findings
import Manifests

/// Mounts that reach back to the host.
struct ServiceMountPropagation: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-PROPAGATION", title: "Mount shared with the host",
        severity: .medium,
        why: "With shared propagation what the container mounts appears on the host.",
        repair: "Remove shared; use rprivate.",
        maps: [.cisDocker("5.20"), .cwe(668)],
        references: ["https://docs.docker.com/reference/compose-file/services/#volumes"])

    let examples = Examples(
        good: [ComposeSample.service("volumes: [\"./a:/a:ro\"]")],
        bad: [ComposeSample.service("volumes: [\"./a:/a:rshared\"]")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        for mount in service.mounts where mount.propagation?.hasSuffix("shared") == true {
            report(Problem(mount.node.range, "Service '\(service.name)' shares its mounts with the host."))
        }
    }
}
