import Findings
import Manifests

/// Docker's default capabilities are more than nearly every service needs.
struct ServiceCapabilities: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-CAP-DROP", title: "Capabilities are not dropped",
        severity: .medium,
        why: "Without cap_drop the container keeps some fourteen capabilities, among them NET_RAW, SETUID and "
            + "DAC_OVERRIDE.",
        repair: "Set cap_drop: [ALL] and add back with cap_add the few that are needed.",
        maps: [.cisDocker("5.4"), .cwe(250)],
        references: ["https://docs.docker.com/reference/compose-file/services/#cap_drop"],
        profile: .strict)

    let examples = Examples(
        good: [ComposeSample.service("cap_drop: [ALL]")],
        bad: [ComposeSample.service(), ComposeSample.service("cap_drop: [NET_RAW]")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard service.mayLack(project) else { return }
        let drops = service.list("cap_drop").contains { service.text($0)?.uppercased() == "ALL" }
        guard !drops else { return }
        report(
            Problem(
                service.own("cap_drop")?.range ?? service.key.range,
                "Service '\(service.name)' does not drop all capabilities.",
                fix: service.isTrue(service["privileged"])
                    ? .advice(card.repair) : service.adding("ALL", to: "cap_drop", "Set cap_drop: [ALL].")))
    }
}
