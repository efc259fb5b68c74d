import Findings
import Manifests

/// A rule over compose files. One file each under Rules/, one line in `AllComposeRules`.
public protocol ComposeRule: Sendable {
    var card: RuleCard { get }
    /// Compose files the tests run and the documentation shows.
    var examples: Examples { get }

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void)
    /// Once a file, for what belongs to no service.
    func check(_ project: ComposeProject, report: (Problem) -> Void)
}

extension ComposeRule {
    public func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {}
    public func check(_ project: ComposeProject, report: (Problem) -> Void) {}
}

/// Short compose files for examples.
enum ComposeSample {
    /// A file with one service; `lines` are further settings of it, `top` what stands beside `services`.
    static func service(_ lines: String = "", image: String = "example.org/app:1.4.2", top: String = "") -> String {
        "services:\n  web:\n    image: \(image)\n"
            + lines.split(separator: "\n").map { "    \($0)\n" }.joined() + (top.isEmpty ? "" : top + "\n")
    }
}

extension ComposeService {
    /// Whether a setting that is missing here may be set elsewhere.
    func mayLack(_ project: ComposeProject) -> Bool { isComplete && !project.isOverride }

    /// Sets a field of the service in the file at hand, where nothing stands in the way.
    func setting(_ path: [String], to value: YAMLEditor.Value, _ summary: String) -> Fix {
        Fix(summary: summary, edits: YAMLEditor.set(path, to: value, in: node) ?? [])
    }

    /// Adds an item to a list of the service, which is made where it is missing.
    func adding(_ item: String, to field: String, _ summary: String) -> Fix {
        if let list = own(field) {
            return Fix(summary: summary, edits: YAMLEditor.append(item, to: list).map { [$0] } ?? [])
        }
        return setting([field], to: .list([item]), summary)
    }

    /// Sets a limit that a person decided on.
    func limiting(_ resource: String, to amount: String, _ advice: Fix) -> Fix {
        let fix = setting(
            ["deploy", "resources", "limits", resource], to: .scalar(amount),
            "Set deploy.resources.limits.\(resource): \(amount).")
        return fix.edits.isEmpty ? advice : fix
    }

    /// Programs that keep data others should not reach.
    static let databases: Set<String> = [
        "postgres", "postgresql", "mysql", "mariadb", "mongo", "mongodb", "redis", "valkey", "memcached",
        "elasticsearch", "opensearch", "cassandra", "couchdb", "influxdb", "clickhouse-server", "neo4j", "rethinkdb",
        "etcd", "timescaledb", "cockroach", "mssql", "server", "percona", "keydb", "dragonfly", "postgis", "pgvector",
    ]

    var isDatabase: Bool {
        guard let name = imageName else { return false }
        if name == "server" { return image?.contains("mssql") == true }
        return Self.databases.contains(name)
    }
}

extension ComposeService.Port {
    /// Whether the port is published on every address of the host.
    var isOpen: Bool {
        guard let address else { return true }
        return address.isEmpty || address == "0.0.0.0" || address == "::"
    }
}
