import Findings
import Manifests

/// Databases and control ports open to the world.
struct ServiceDataPortOpen: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-PORT-DATA", title: "Port of a database or daemon open on all interfaces",
        severity: .medium,
        why: "Databases and daemons with such ports are scanned for all the time, and many ask for no password; Docker "
            + "opens the port past most firewalls.",
        repair: "Remove the port (services of the file reach each other without), or put 127.0.0.1: in front.",
        maps: [.cisDocker("5.14"), .cwe(668)],
        references: ["https://docs.docker.com/reference/compose-file/services/#ports"])

    let examples = Examples(
        good: [
            ComposeSample.service("ports: [\"127.0.0.1:5432:5432\"]", image: "postgres:17"),
            ComposeSample.service("ports: [\"8080:80\"]"),
        ],
        bad: [
            ComposeSample.service("ports: [\"5432:5432\"]", image: "postgres:17"),
            ComposeSample.service("ports: [6379]", image: "redis:8").replacing("[6379]", with: "[\"6379:6379\"]"),
        ])

    private static let ports: Set<String> = [
        "1433", "1521", "2375", "2376", "2379", "2380", "3306", "5432", "5984", "6379", "7000", "7001", "7199", "8086",
        "9042",
        "9092", "9200", "9300", "11211", "26257", "27017", "27018", "28017", "33060",
    ]

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        for port in service.ports where port.isOpen && port.published != nil && Self.ports.contains(port.target) {
            report(
                Problem(
                    port.node.range, "Port \(port.target) of '\(service.name)' is open on all interfaces of the host.",
                    fix: .advice("Decide who must reach it: remove the port, or put 127.0.0.1: in front.")))
        }
    }
}
