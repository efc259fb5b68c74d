import Findings
import Manifests

/// Limits of the kernel taken away.
struct ServiceUnlimitedUlimits: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-ULIMITS", title: "Unlimited ulimit",
        severity: .low,
        why: "Without limits of processes or locked memory one service exhausts the host.",
        repair: "Give a number.",
        maps: [.cisDocker("5.19"), .cwe(770)],
        references: ["https://docs.docker.com/reference/compose-file/services/#ulimits"],
        profile: .strict)

    let examples = Examples(
        good: [ComposeSample.service("ulimits: {nproc: 512}")],
        bad: [ComposeSample.service("ulimits: {nproc: -1}")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        for entry in service.own("ulimits")?.entries ?? [] where entry.name == "nproc" || entry.name == "nofile" {
            let hard = entry.value.isMapping ? entry.value["hard"] : entry.value
            guard let hard, hard.int == -1 || hard.isText("unlimited") else { continue }
            report(Problem(hard.range, "Service '\(service.name)' has no limit of \(entry.name)."))
        }
    }
}
