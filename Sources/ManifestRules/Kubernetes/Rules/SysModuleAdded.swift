import Findings
import Manifests

/// SYS_MODULE loads code into the kernel of the node.
struct SysModuleAdded: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-CAP-SYS-MODULE", title: "SYS_MODULE added",
        severity: .high,
        why: "Who may load kernel modules owns the node and every container on it.",
        repair: "Remove SYS_MODULE from capabilities.add; load modules on the node.",
        maps: [.trivy("KSV-0120"), .podSecurity(level: "baseline", control: "Capabilities"), .cwe(250)],
        references: ["https://man7.org/linux/man-pages/man7/capabilities.7.html"])

    let examples = Examples(
        good: [Sample.pod("securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}")],
        bad: [Sample.pod("securityContext: {capabilities: {add: [SYS_MODULE]}}")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let item = container.adds("SYS_MODULE") else { return }
        report(
            Problem(
                item.range, "Container '\(container.name)' is given SYS_MODULE.",
                aliases: container.role == .ephemeral || !item.isText("SYS_MODULE") ? [] : nil))
    }
}
