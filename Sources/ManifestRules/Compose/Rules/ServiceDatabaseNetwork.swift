import Findings
import Manifests

/// A database that may speak to the outside.
struct ServiceDatabaseNetwork: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-DATABASE-NETWORK", title: "Database in a network that leads outside",
        severity: .low,
        why: "A database has nothing to fetch outside; an intruder in it does. An internal network has no way out.",
        repair: "Put the database in a network with internal: true.",
        maps: [.cwe(923)], references: ["https://docs.docker.com/reference/compose-file/networks/#internal"],
        profile: .strict)

    let examples = Examples(
        good: [
            ComposeSample.service(
                "networks: [back]", image: "postgres:17", top: "networks:\n  back:\n    internal: true")
        ],
        bad: [ComposeSample.service(image: "postgres:17")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard service.isDatabase, service.mayLack(project), service["network_mode"] == nil else { return }
        let names = service.networks.isEmpty ? ["default"] : service.networks
        let isInternal = names.allSatisfy { name in
            project.definition("networks", name).map { service.isTrue($0["internal"]) } ?? false
        }
        guard !isInternal else { return }
        report(
            Problem(
                service.own("networks")?.range ?? service.key.range,
                "The database '\(service.name)' is in a network that leads outside."))
    }
}
