import Findings
import Manifests

/// The runtime's default capabilities are more than nearly every service needs.
struct CapabilitiesNotDropped: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-CAP-DROP-ALL", title: "Capabilities are not dropped",
        severity: .medium,
        why: "Without drop: [ALL] the container keeps some fourteen capabilities, among them NET_RAW, SETUID and "
            + "DAC_OVERRIDE.",
        repair: "Set securityContext.capabilities.drop: [ALL] and add back the few that are needed.",
        maps: [
            .trivy("KSV-0003"), .trivy("KSV-0004"), .trivy("KSV-0106"), .kubeLinter("drop-net-raw-capability"),
            .checkov("CKV_K8S_28"), .checkov("CKV_K8S_37"), .cisKubernetes("5.2.10"),
            .nsaCisa("Kubernetes Pod security"), .podSecurity(level: "restricted", control: "Capabilities"), .cwe(250),
        ], references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"])

    let examples = Examples(
        good: [Sample.pod("securityContext: {capabilities: {drop: [ALL]}}")],
        bad: [Sample.pod(), Sample.pod("securityContext: {capabilities: {drop: [NET_RAW]}}")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard !pod.isWindows else { return }
        let dropped = container.capabilities("drop")
        guard !dropped.contains(where: { $0.text?.uppercased() == "ALL" }) else { return }
        let isLasting = container.role != .ephemeral
        let hasList = container.securityContext?["capabilities"] != nil
        let isPrivileged = container.securityContext?["privileged"]?.isTrue == true
        report(
            Problem(
                container.securityContext?["capabilities"]?.entryRange("drop") ?? container.range,
                "Container '\(container.name)' keeps capabilities it may not need: ALL is not dropped.",
                aliases: isLasting
                    ? peers(
                        "KSV-0003", "KSV-0004".when(dropped.isEmpty), "KSV-0106",
                        "drop-net-raw-capability".when(hasList && !container.drops("NET_RAW")),
                        "CKV_K8S_28".when(!container.drops("NET_RAW")), "CKV_K8S_37") : [],
                fix: isPrivileged ? .advice(card.repair) : fix(container), profile: isPrivileged ? .strict : nil))
    }

    private func fix(_ container: Container) -> Fix {
        if let list = container.securityContext?["capabilities"]?["drop"], !list.isNull {
            // Single names are part of ALL.
            guard list.isSequence, !list.isShared, list.style == .flow else {
                return Fix(summary: card.repair, edits: YAMLEditor.append("ALL", to: list).map { [$0] } ?? [])
            }
            return Fix(summary: card.repair, edits: [TextEdit(range: list.range, replacement: "[ALL]")])
        }
        return .set(
            "securityContext", "capabilities", "drop", to: .list(["ALL"]), in: container.node,
            "Set securityContext.capabilities.drop: [ALL].")
    }
}
