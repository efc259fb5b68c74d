import Findings
import Manifests

/// Without a seccomp profile a container may call everything the kernel has.
struct SeccompUnset: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-SECCOMP", title: "No seccomp profile",
        severity: .low,
        why: "Without a profile the container may make every system call, among them the ones that kernel exploits "
            + "need; RuntimeDefault shuts out some dozens of them.",
        repair: "Set securityContext.seccompProfile.type: RuntimeDefault on the pod or container.",
        maps: [
            .trivy("KSV-0030"), .trivy("KSV-0104"), .checkov("CKV_K8S_31"), .cisKubernetes("5.7.2"),
            .nsaCisa("Hardening applications: seccomp"), .podSecurity(level: "restricted", control: "Seccomp"),
            .cwe(693),
        ], references: ["https://kubernetes.io/docs/tutorials/security/seccomp/"],
        profile: .strict)

    let examples = Examples(
        good: [
            Sample.pod(spec: "securityContext: {seccompProfile: {type: RuntimeDefault}}"),
            Sample.pod("securityContext: {seccompProfile: {type: Localhost, localhostProfile: a.json}}"),
        ],
        bad: [Sample.pod(), Sample.pod("securityContext: {seccompProfile: {}}")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard !pod.isWindows else { return }
        let own = container.securityContext?["seccompProfile"]?["type"]
        let inherited = pod.securityContext?["seccompProfile"]?["type"]
        guard own == nil, inherited == nil else { return }
        let isLasting = container.role != .ephemeral
        let hasPodAnnotation = pod.annotations?.has("seccomp.security.alpha.kubernetes.io/pod") == true
        let hasOwnAnnotation =
            pod.annotations?.has("container.seccomp.security.alpha.kubernetes.io/" + container.name) == true
        report(
            Problem(
                own?.range ?? container.range, "Container '\(container.name)' runs without a seccomp profile.",
                aliases: peers(
                    "KSV-0030".when(isLasting && !hasPodAnnotation), "KSV-0104".when(isLasting && !hasOwnAnnotation),
                    "CKV_K8S_31".when(!hasPodAnnotation)),
                fix: .set(
                    "securityContext", "seccompProfile", "type", to: .scalar("RuntimeDefault"), in: pod.spec,
                    "Set securityContext.seccompProfile.type: RuntimeDefault on the pod.")))
    }
}
