import Findings
import Manifests

/// Confinement that is turned off.
struct ServiceConfinementOff: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-UNCONFINED", title: "Seccomp, AppArmor or SELinux turned off",
        severity: .high,
        why: "The kernel's confinement of system calls and files is what holds an intruder in the container.",
        repair: "Remove the option, or name a profile of your own.",
        maps: [.cisDocker("5.2"), .cisDocker("5.3"), .cisDocker("5.22"), .cwe(693)],
        references: ["https://docs.docker.com/engine/security/seccomp/"])

    let examples = Examples(
        good: [ComposeSample.service("security_opt: [\"apparmor:docker-default\"]")],
        bad: [
            ComposeSample.service("security_opt: [\"seccomp:unconfined\"]"),
            ComposeSample.service("security_opt: [label=disable]"),
            ComposeSample.service("security_opt: [apparmor=unconfined]"),
        ])

    private static let off: Set<String> = [
        "seccomp:unconfined", "apparmor:unconfined", "label:disable", "systempaths:unconfined",
    ]

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        for item in service.own("security_opt")?.items ?? [] {
            guard let text = service.text(item) else { continue }
            guard Self.off.contains(String(text.map { $0 == "=" ? ":" : $0 })) else { continue }
            report(Problem(item.range, "Service '\(service.name)' runs with \(text)."))
        }
    }
}
