import Findings
import Manifests

/// Secrets written into the file.
struct ServiceSecretInEnvironment: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-SECRET-ENV", title: "Secret in an environment variable",
        severity: .high,
        why: "The value stands in the file, in the repository and in docker inspect for all who may read them.",
        repair: "Use secrets with a *_FILE variable where the image has one, or take the value from the environment: "
            + "NAME: ${NAME:?}.",
        maps: [.cisDocker("4.10"), .cwe(798)], references: ["https://docs.docker.com/compose/how-tos/use-secrets/"])

    let examples = Examples(
        good: [
            ComposeSample.service("environment: {DB_PASSWORD: \"${DB_PASSWORD:?}\"}"),
            ComposeSample.service("environment: [DB_PASSWORD_FILE=/run/secrets/db]"),
            ComposeSample.service("environment: [DB_PASSWORD]"),
            ComposeSample.service("environment: {S3_ACCESS_KEY: backup, S3_SECRET_KEY: \"${S3_SECRET_KEY:?}\"}"),
        ],
        bad: [
            ComposeSample.service("environment: {DB_PASSWORD: hunter22}"),
            ComposeSample.service("environment: [\"DB_PASSWORD=hunter22\"]"),
            ComposeSample.service("environment: {DB_PASSWORD: \"${DB_PASSWORD:-hunter22}\"}"),
            ComposeSample.service("environment: {AGENT_ACCESS_KEY: 5f0d1c88-hunter22}"),
        ])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        let environment = service.environment
        let halves = SecretSettings.publicHalves(among: environment.map(\.name))
        for variable in environment {
            guard let written = variable.value else { continue }
            let hasVariables = ComposeVariables.hasVariables(written)
            // A default stands in the file just as well.
            guard let value = hasVariables ? ComposeVariables().expand(written) : written,
                SecretSettings.isSecret(name: variable.name, value: value), !halves.contains(variable.name)
            else { continue }
            report(
                Problem(
                    variable.place, "\(variable.name) of '\(service.name)' holds its value in the file.",
                    severity: hasVariables ? .medium : nil))
        }
    }
}
