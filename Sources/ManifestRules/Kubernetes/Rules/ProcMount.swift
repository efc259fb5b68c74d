import Findings
import Manifests

/// /proc without the masks that hide the node.
struct ProcMount: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-PROC-MOUNT", title: "/proc is not masked",
        severity: .medium,
        why: "procMount: Unmasked shows parts of /proc that the runtime hides because they tell of or change the node.",
        repair: "Remove procMount.",
        maps: [
            .trivy("KSV-0027"), .kubeLinter("unsafe-proc-mount"),
            .podSecurity(level: "baseline", control: "/proc Mount Type"), .cwe(668),
        ], references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"])

    let examples = Examples(
        good: [Sample.pod("securityContext: {procMount: Default}")],
        bad: [Sample.pod("securityContext: {procMount: Unmasked}")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let mount = container.securityContext?["procMount"], !mount.isText("Default") else { return }
        report(
            Problem(
                mount.range, "Container '\(container.name)' has procMount: \(mount.text ?? "").",
                aliases: container.role == .ephemeral
                    ? [] : peers("KSV-0027", "unsafe-proc-mount".when(mount.isText("Unmasked")))))
    }
}
