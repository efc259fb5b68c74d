import Findings
import Manifests

/// Capabilities beyond what the runtime gives.
struct CapabilitiesAdded: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-CAP-ADDED", title: "Capability added",
        severity: .medium,
        why: "Each added capability is a piece of root: many of them are enough to leave the container.",
        repair: "Remove capabilities.add, or keep only NET_BIND_SERVICE.",
        maps: [
            .trivy("KSV-0022"), .trivy("KSV-0106"), .checkov("CKV_K8S_25"), .cisKubernetes("5.2.9"),
            .podSecurity(level: "baseline", control: "Capabilities"), .cwe(250),
        ], references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"])

    let examples = Examples(
        good: [Sample.pod("securityContext: {capabilities: {drop: [ALL], add: []}}")],
        bad: [Sample.pod("securityContext: {capabilities: {add: [NET_ADMIN]}}")])

    /// What Pod Security Standards' baseline lets a container add: what runtimes give by default anyway.
    private static let usual: Set<String> = [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP",
        "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ]

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        let dropsAll = container.capabilities("drop").contains { $0.text?.uppercased() == "ALL" }
        for item in container.capabilities("add") {
            guard let text = item.text, !text.isEmpty else { continue }
            let name = text.uppercased().hasPrefix("CAP_") ? String(text.uppercased().dropFirst(4)) : text.uppercased()
            let isBinding = name == "NET_BIND_SERVICE"
            report(
                Problem(
                    item.range, "Container '\(container.name)' is given \(text).",
                    aliases: container.role == .ephemeral
                        ? [] : peers("KSV-0022", "KSV-0106".when(dropsAll && text != "NET_BIND_SERVICE"), "CKV_K8S_25"),
                    profile: isBinding ? .all : Self.usual.contains(name) ? .strict : nil))
        }
    }
}
