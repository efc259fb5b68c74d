import Findings
import Manifests

/// Kernel settings of the service.
struct ServiceUnsafeSysctls: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-SYSCTLS", title: "Kernel setting outside of the network",
        severity: .low,
        why: "Settings outside of net. change shared memory and queues that other containers may share.",
        repair: "Remove the sysctl unless the program's manual asks for it.",
        maps: [.cwe(668)], references: ["https://docs.docker.com/reference/compose-file/services/#sysctls"],
        profile: .strict)

    let examples = Examples(
        good: [ComposeSample.service("sysctls: {net.core.somaxconn: 1024}")],
        bad: [ComposeSample.service("sysctls: {kernel.msgmax: 65536}")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard let node = service.own("sysctls") else { return }
        let names: [(String, Range<Int>)] =
            node.isMapping
            ? node.entries.map { ($0.name, $0.key.range) }
            : node.items.compactMap { item in item.text.map { (String($0.prefix { $0 != "=" }), item.range) } }
        for (name, range) in names where !name.hasPrefix("net.") {
            report(Problem(range, "Service '\(service.name)' sets \(name)."))
        }
    }
}
