import Findings
import Manifests

/// Secrets as environment variables are easily leaked.
struct SecretFromEnvironment: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-SECRET-AS-ENV", title: "Secret read from the environment",
        severity: .low,
        why: "Environment variables end in crash reports, in /proc and in child processes; files from a mounted Secret "
            + "do not, and follow rotation.",
        repair: "Mount the Secret as a file.",
        maps: [.kubeLinter("read-secret-from-env-var"), .checkov("CKV_K8S_35"), .cisKubernetes("5.4.1"), .cwe(526)],
        references: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"],
        profile: .strict)

    let examples = Examples(
        good: [Sample.pod("volumeMounts: [{name: db, mountPath: /run/secrets}]")],
        bad: [Sample.pod("env: [{name: PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}]")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        for variable in container.environment {
            guard let reference = variable["valueFrom"]?["secretKeyRef"] else { continue }
            report(
                Problem(
                    reference.range,
                    "\(variable["name"]?.text ?? "A variable") of container '\(container.name)' is a secret in the environment.",
                    aliases: container.role == .ephemeral ? [] : nil))
        }
        for source in container.node["envFrom"]?.items ?? [] where source["secretRef"] != nil {
            report(
                Problem(
                    source.range, "Container '\(container.name)' has a whole Secret in its environment.",
                    aliases: ["CKV_K8S_35"]))
        }
    }
}
