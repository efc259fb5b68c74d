import Findings
import Manifests

/// Unconfined turns the system call filter off.
struct SeccompUnconfined: PodRule {
    let card = RuleCard(
        id: "DD-K8S-SECCOMP-UNCONFINED", title: "Seccomp turned off",
        severity: .medium,
        why: "Unconfined (or a type that does not exist) leaves every system call open, also where the cluster would "
            + "filter by default.",
        repair: "Use RuntimeDefault, or Localhost with a profile of your own.",
        maps: [
            .trivy("KSV-0030"), .trivy("KSV-0104"), .checkov("CKV_K8S_31"), .cisKubernetes("5.7.2"),
            .podSecurity(level: "baseline", control: "Seccomp"), .cwe(693),
        ], references: ["https://kubernetes.io/docs/tutorials/security/seccomp/"])

    let examples = Examples(
        good: [Sample.pod(spec: "securityContext: {seccompProfile: {type: RuntimeDefault}}")],
        bad: [
            Sample.pod(spec: "securityContext: {seccompProfile: {type: Unconfined}}"),
            Sample.pod("securityContext: {seccompProfile: {type: Unconfined}}"),
            Sample.pod(metadata: "annotations: {seccomp.security.alpha.kubernetes.io/pod: unconfined}"),
        ])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        if let type = pod.securityContext?["seccompProfile"]?["type"], isBad(type) {
            let reaches = pod.lastingContainers.contains { $0.securityContext?["seccompProfile"]?["type"] == nil }
            let isOff = type.text?.lowercased() == "unconfined"
            report(
                Problem(
                    type.range, "The pods of \(object.title) run with seccomp '\(type.text ?? "")'.",
                    aliases: peers(
                        "KSV-0030", "KSV-0104".when(reaches && (isOff || object.kind == .pod)), "CKV_K8S_31"),
                    fix: fix(type)))
        }
        for container in pod.containers {
            if let type = container.securityContext?["seccompProfile"]?["type"], isBad(type) {
                let isOff = type.text?.lowercased() == "unconfined"
                report(
                    Problem(
                        type.range, "Container '\(container.name)' runs with seccomp '\(type.text ?? "")'.",
                        aliases: container.role == .ephemeral ? [] : peers("KSV-0030", "KSV-0104".when(isOff)),
                        fix: fix(type)))
            } else if let value = pod.annotations?["container.seccomp.security.alpha.kubernetes.io/" + container.name],
                value.text?.lowercased() == "unconfined"
            {
                report(
                    Problem(
                        value.range, "Container '\(container.name)' runs with seccomp 'unconfined'.",
                        aliases: ["KSV-0104"]))
            }
        }
        if let value = pod.annotations?["seccomp.security.alpha.kubernetes.io/pod"],
            !value.isText("runtime/default")
        {
            report(
                Problem(
                    value.range, "The seccomp annotation is not runtime/default.", aliases: ["KSV-0030"],
                    profile: value.text?.hasPrefix("localhost/") == true || value.isText("docker/default")
                        ? .strict : nil))
        }
    }

    private func isBad(_ type: YAMLNode) -> Bool { !type.isText("RuntimeDefault") && !type.isText("Localhost") }

    private func fix(_ type: YAMLNode) -> Fix {
        guard !type.isShared, type.style == .plain else { return .advice(card.repair) }
        return Fix(
            summary: "Use RuntimeDefault.", edits: [TextEdit(range: type.range, replacement: "RuntimeDefault")])
    }
}
