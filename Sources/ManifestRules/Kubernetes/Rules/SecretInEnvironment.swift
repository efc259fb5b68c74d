import Findings
import Manifests

/// Secrets written into the manifest.
struct SecretInEnvironment: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-SECRET-ENV", title: "Secret in an environment variable",
        severity: .high,
        why: "The value stands in the manifest, in the repository and in the API for all who may read pods.",
        repair: "Put it into a Secret and mount that, or use valueFrom.secretKeyRef; then change the secret.",
        maps: [.kubeLinter("env-var-secret"), .cisKubernetes("5.4.1"), .nsaCisa("Secrets"), .cwe(798)],
        references: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"])

    let examples = Examples(
        good: [
            Sample.pod("env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}]"),
            Sample.pod("env: [{name: DB_PASSWORD_FILE, value: /run/secrets/db}]"),
            Sample.pod(
                "env: [{name: S3_ACCESS_KEY, value: backup}, "
                    + "{name: S3_SECRET_KEY, valueFrom: {secretKeyRef: {name: s3, key: key}}}]"),
        ],
        bad: [
            Sample.pod("env: [{name: DB_PASSWORD, value: hunter22}]"),
            Sample.pod("env: [{name: ACCESS_KEY, value: 5f0d1c88-hunter22}]"),
        ])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        let halves = SecretSettings.publicHalves(among: container.environment.compactMap { $0["name"]?.text })
        for variable in container.environment {
            guard let name = variable["name"]?.text, let value = variable["value"], let text = value.text, !text.isEmpty
            else { continue }
            let kubeLinter = container.role != .ephemeral && name.lowercased().contains("secret")
            let isSecret = SecretSettings.isSecret(name: name, value: text) && !halves.contains(name)
            guard kubeLinter || isSecret else { continue }
            report(
                Problem(
                    value.range, "\(name) of container '\(container.name)' holds its value in the manifest.",
                    aliases: peers("env-var-secret".when(kubeLinter)), profile: isSecret ? nil : .all))
        }
    }
}
