import Findings
import Manifests

/// A privileged port of the host.
struct ServicePrivilegedPort: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-PORT-PRIVILEGED", title: "Port below 1024 of the host",
        severity: .low,
        why: "Low ports are those that clients trust; only what must be there should have them.",
        repair: "Publish a port above 1024, behind a proxy that holds 80 and 443.",
        maps: [.cisDocker("5.8"), .cwe(250)],
        references: ["https://docs.docker.com/reference/compose-file/services/#ports"],
        profile: .all)

    let examples = Examples(
        good: [ComposeSample.service("ports: [\"8443:443\"]"), ComposeSample.service("ports: [\"443:443\"]")],
        bad: [ComposeSample.service("ports: [\"25:2525\"]")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        for port in service.ports {
            guard let published = port.published.flatMap({ Int($0) }), published > 0, published < 1024, published != 80,
                published != 443
            else { continue }
            report(Problem(port.node.range, "Service '\(service.name)' takes port \(published) of the host."))
        }
    }
}
