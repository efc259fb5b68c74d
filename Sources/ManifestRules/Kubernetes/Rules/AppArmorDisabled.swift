import Findings
import Manifests

/// AppArmor set to something else than the runtime's default.
struct AppArmorDisabled: PodRule {
    let card = RuleCard(
        id: "DD-K8S-APPARMOR", title: "AppArmor profile is not the runtime's default",
        severity: .low,
        why: "unconfined turns the mandatory access control of the node off for this container.",
        repair: "Leave the profile away (the runtime's default is used), or set securityContext.appArmorProfile.type: "
            + "RuntimeDefault or Localhost.",
        maps: [
            .trivy("KSV-0002"), .nsaCisa("Hardening applications: AppArmor"),
            .podSecurity(level: "baseline", control: "AppArmor"), .cwe(693),
        ], references: ["https://kubernetes.io/docs/tutorials/security/apparmor/"])

    let examples = Examples(
        good: [Sample.pod("securityContext: {appArmorProfile: {type: RuntimeDefault}}"), Sample.pod()],
        bad: [
            Sample.pod("securityContext: {appArmorProfile: {type: Unconfined}}"),
            Sample.pod(metadata: "annotations: {container.apparmor.security.beta.kubernetes.io/app: unconfined}"),
        ])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        for container in pod.containers {
            let key = "container.apparmor.security.beta.kubernetes.io/" + container.name
            if let value = pod.annotations?[key], !value.isText("runtime/default") {
                report(
                    Problem(
                        value.range, "Container '\(container.name)' has the AppArmor profile '\(value.text ?? "")'.",
                        aliases: container.role == .ephemeral ? [] : nil,
                        profile: value.text?.hasPrefix("localhost/") == true ? .all : nil))
            }
            if let type = container.securityContext?["appArmorProfile"]?["type"], type.isText("Unconfined") {
                report(Problem(type.range, "Container '\(container.name)' runs without AppArmor.", aliases: []))
            }
        }
        if let type = pod.securityContext?["appArmorProfile"]?["type"], type.isText("Unconfined") {
            report(Problem(type.range, "The pods of \(object.title) run without AppArmor.", aliases: []))
        }
    }
}
