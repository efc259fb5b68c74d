import Findings
import Manifests

/// All services in one network.
struct ServiceNetwork: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-NETWORK", title: "Only the default network",
        severity: .low,
        why: "Where all services share the default network each reaches each, also those it has nothing to do with.",
        repair: "Define networks and let each service join only those it needs.",
        maps: [.cisDocker("5.30"), .cwe(923)],
        references: ["https://docs.docker.com/reference/compose-file/services/#networks"],
        profile: .strict)

    let examples = Examples(
        good: [ComposeSample.service("networks: [front]", top: "networks:\n  front:")],
        bad: [ComposeSample.service()])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard service.mayLack(project), service.networks.isEmpty, service["network_mode"] == nil else { return }
        report(Problem(service.key.range, "Service '\(service.name)' is in the default network with all others."))
    }
}
