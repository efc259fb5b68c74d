import Findings
import Manifests

/// A container that may run as root.
struct RunsAsRoot: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-RUN-AS-NON-ROOT", title: "Container may run as root",
        severity: .medium,
        why: "Root in the container is root to the kernel: one bug in runtime or kernel from the node, and free to "
            + "change all files of the image.",
        repair: "Set securityContext.runAsNonRoot: true on pod or container, and runAsUser to a number where the image "
            + "does not name one.",
        maps: [
            .trivy("KSV-0012"), .kubeLinter("run-as-non-root"), .checkov("CKV_K8S_23"), .cisKubernetes("5.2.7"),
            .nsaCisa("Non-root containers"), .podSecurity(level: "restricted", control: "Running as Non-root"),
            .cwe(250),
        ],
        references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"])

    let examples = Examples(
        good: [
            Sample.pod("securityContext: {runAsNonRoot: true}"),
            Sample.pod(spec: "securityContext: {runAsNonRoot: true}"),
        ],
        bad: [
            Sample.pod(),
            Sample.pod("securityContext: {runAsNonRoot: false}", spec: "securityContext: {runAsNonRoot: true}"),
        ])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard !pod.isWindows else { return }
        let own = container.securityContext?["runAsNonRoot"]
        let inherited = pod.securityContext?["runAsNonRoot"]
        let isNonRoot = (own ?? inherited)?.isTrue == true
        let user = container.effective("runAsUser", pod)
        let group = container.effective("runAsGroup", pod)
        let hasUser = (user?.int ?? 0) > 0
        let isLasting = container.role != .ephemeral

        // Trivy is content where pod or container says so; kube-linter also where user and group are numbers.
        let trivy = isLasting && inherited?.isTrue != true && own?.isTrue != true
        var kubeLinter = false
        if isLasting, !(hasUser && (group?.int ?? 0) > 0) {
            kubeLinter = group?.int == 0 || !isNonRoot || user?.int == 0
        }
        guard !isNonRoot || trivy || kubeLinter else { return }
        // A numeric user other than 0 is as good; a root group is another rule's.
        // Where the container is privileged, or the image says so itself, this is a lesser matter.
        let isSaid =
            container.securityContext?["privileged"]?.isTrue == true
            || container.image?.text?.contains("nonroot") == true
        let profile: RuleProfile? = hasUser || isSaid || isNonRoot && user?.int != 0 ? .strict : nil
        let place = own ?? user ?? inherited
        report(
            Problem(
                place?.range ?? container.range,
                "Container '\(container.name)' of \(object.title) may run as root: runAsNonRoot is not true.",
                aliases: peers(
                    "KSV-0012".when(trivy), "run-as-non-root".when(kubeLinter), "CKV_K8S_23".when(trivy && isLasting)),
                fix: user?.int == 0 || isNonRoot || container.securityContext?["privileged"]?.isTrue == true
                    ? .advice("Choose a user other than 0 (runAsUser: 65532) and set runAsNonRoot: true.")
                    : .set(
                        "securityContext", "runAsNonRoot", to: .scalar("true"), in: container.node,
                        "Set securityContext.runAsNonRoot: true."),
                profile: profile))
    }
}
