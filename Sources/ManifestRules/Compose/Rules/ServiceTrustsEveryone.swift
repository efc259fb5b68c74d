import Findings
import Manifests

/// Databases without a password.
struct ServiceTrustsEveryone: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-NO-PASSWORD", title: "Database without a password",
        severity: .high,
        why: "Every container of its network, and the world where the port is published, may read and change all data.",
        repair: "Set a password from a secret.",
        maps: [.cwe(306)], references: ["https://docs.docker.com/compose/how-tos/use-secrets/"])

    let examples = Examples(
        good: [ComposeSample.service("environment: {POSTGRES_PASSWORD_FILE: /run/secrets/db}", image: "postgres:17")],
        bad: [
            ComposeSample.service("environment: {POSTGRES_HOST_AUTH_METHOD: trust}", image: "postgres:17"),
            ComposeSample.service("environment: [\"MYSQL_ALLOW_EMPTY_PASSWORD=yes\"]", image: "mysql:9"),
        ])

    private static let settings: [String: Set<String>] = [
        "POSTGRES_HOST_AUTH_METHOD": ["trust"], "MYSQL_ALLOW_EMPTY_PASSWORD": ["yes", "true", "1"],
        "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD": ["yes", "true", "1"], "ALLOW_EMPTY_PASSWORD": ["yes", "true", "1"],
        "ALLOW_ANONYMOUS_LOGIN": ["yes", "true", "1"], "xpack.security.enabled": ["false"],
        "DISABLE_SECURITY_PLUGIN": ["true"], "DISABLE_AUTHENTICATION": ["true"],
    ]

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        for variable in service.environment {
            guard let value = variable.value?.lowercased(), Self.settings[variable.name]?.contains(value) == true else {
                continue
            }
            report(Problem(variable.place, "Service '\(service.name)' lets everyone in (\(variable.name)=\(value))."))
        }
    }
}
