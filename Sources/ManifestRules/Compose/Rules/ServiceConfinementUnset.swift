import Findings
import Manifests

/// No profile named.
struct ServiceConfinementUnset: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-APPARMOR", title: "No AppArmor or SELinux profile named",
        severity: .low,
        why: "Docker applies its default profile where the host has AppArmor; naming one makes sure, and makes it fit.",
        repair: "Add apparmor:docker-default (or a label for SELinux) to security_opt.",
        maps: [.cisDocker("5.2"), .cisDocker("5.3"), .cwe(693)],
        references: ["https://docs.docker.com/engine/security/apparmor/"],
        profile: .all)

    let examples = Examples(
        good: [ComposeSample.service("security_opt: [\"apparmor:docker-default\"]")],
        bad: [ComposeSample.service()])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard service.mayLack(project) else { return }
        let isNamed = service.securityOptions.contains { $0.hasPrefix("apparmor:") || $0.hasPrefix("label:") }
        guard !isNamed else { return }
        report(
            Problem(service.key.range, "Service '\(service.name)' names neither an AppArmor nor an SELinux profile."))
    }
}
