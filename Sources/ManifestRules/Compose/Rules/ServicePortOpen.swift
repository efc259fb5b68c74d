import Findings
import Manifests

/// Ports open on every address of the host.
struct ServicePortOpen: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-PORT-OPEN", title: "Port open on all interfaces",
        severity: .low,
        why: "Docker opens published ports on every address of the host, past the rules of most firewalls.",
        repair:
            "Put an address in front, such as 127.0.0.1:8080:80, where only the host or a proxy on it needs the port.",
        maps: [.cisDocker("5.14"), .cwe(668)],
        references: ["https://docs.docker.com/reference/compose-file/services/#ports"],
        profile: .strict)

    let examples = Examples(
        good: [ComposeSample.service("ports: [\"127.0.0.1:8080:80\"]")],
        bad: [ComposeSample.service("ports: [\"8080:80\"]"), ComposeSample.service("ports: [\"0.0.0.0:8080:80\"]")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard service.text(service["network_mode"]) != "host" else { return }
        for port in service.ports where port.isOpen {
            report(
                Problem(
                    port.node.range,
                    "Port \(port.target) of '\(service.name)' is open on all interfaces of the host."))
        }
    }
}
