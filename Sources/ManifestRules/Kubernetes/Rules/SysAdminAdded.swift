import Findings
import Manifests

/// SYS_ADMIN is nearly all of root.
struct SysAdminAdded: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-CAP-SYS-ADMIN", title: "SYS_ADMIN added",
        severity: .high,
        why: "SYS_ADMIN lets a process mount, change namespaces and much else: it is a way out of the container.",
        repair: "Remove SYS_ADMIN from capabilities.add.",
        maps: [
            .trivy("KSV-0005"), .checkov("CKV_K8S_39"), .cisKubernetes("5.2.9"),
            .podSecurity(level: "baseline", control: "Capabilities"), .cwe(250),
        ], references: ["https://man7.org/linux/man-pages/man7/capabilities.7.html"])

    let examples = Examples(
        good: [Sample.pod("securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}")],
        bad: [Sample.pod("securityContext: {capabilities: {add: [SYS_ADMIN]}}")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let item = container.adds("SYS_ADMIN") else { return }
        report(
            Problem(
                item.range, "Container '\(container.name)' is given SYS_ADMIN.",
                aliases: container.role == .ephemeral
                    ? [] : peers("KSV-0005".when(item.isText("SYS_ADMIN")), "CKV_K8S_39")))
    }
}
