import Findings
import Manifests

/// A service that stays down, or restarts without end.
struct ServiceRestartPolicy: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-RESTART", title: "No restart policy",
        severity: .low,
        why: "Without a policy a service that ends stays down; with always one that cannot run is restarted without "
            + "end.",
        repair: "Set restart: unless-stopped or on-failure:5.",
        maps: [.cisDocker("5.15")], references: ["https://docs.docker.com/reference/compose-file/services/#restart"],
        profile: .all)

    let examples = Examples(
        good: [
            ComposeSample.service("restart: unless-stopped"),
            ComposeSample.service("deploy: {restart_policy: {condition: on-failure}}"),
        ],
        bad: [ComposeSample.service(), ComposeSample.service("restart: \"no\"")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard service.mayLack(project) else { return }
        let policy = service["restart"]
        guard policy == nil || policy?.text == "no" || policy?.bool == false else { return }
        guard !service.layers.contains(where: { $0[path: "deploy", "restart_policy"] != nil }) else { return }
        report(
            Problem(
                service.own("restart")?.range ?? service.key.range, "Service '\(service.name)' is not restarted."))
    }
}
