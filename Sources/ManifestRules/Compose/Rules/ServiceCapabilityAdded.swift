import Findings
import Manifests

/// Capabilities beyond Docker's defaults.
struct ServiceCapabilityAdded: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-CAP-ADD", title: "Capability added",
        severity: .medium,
        why: "Each added capability is a piece of root: SYS_ADMIN, SYS_MODULE, SYS_PTRACE and others are ways out of "
            + "the container.",
        repair: "Remove the capability, or keep only what the program cannot do without.",
        maps: [.cisDocker("5.4"), .cwe(250)],
        references: ["https://docs.docker.com/reference/compose-file/services/#cap_add"])

    let examples = Examples(
        good: [ComposeSample.service("cap_drop: [ALL]\ncap_add: [NET_BIND_SERVICE]")],
        bad: [ComposeSample.service("cap_add: [SYS_ADMIN]"), ComposeSample.service("cap_add: [ALL]")])

    private static let usual: Set<String> = [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW",
        "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ]
    private static let worst: Set<String> = [
        "ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO", "DAC_READ_SEARCH", "BPF", "PERFMON", "SYS_BOOT",
    ]

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        for item in service.own("cap_add")?.items ?? [] {
            guard let text = service.text(item) else { continue }
            let name = text.uppercased().hasPrefix("CAP_") ? String(text.uppercased().dropFirst(4)) : text.uppercased()
            guard !Self.usual.contains(name) else { continue }
            report(
                Problem(
                    item.range, "Service '\(service.name)' is given \(text).",
                    severity: Self.worst.contains(name) ? .high : nil))
        }
    }
}
