import Findings
import Manifests

/// A root file system that cannot be written leaves an intruder no place.
struct WritableRootFilesystem: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-READ-ONLY-ROOT", title: "Root file system can be written",
        severity: .medium,
        why: "An intruder who can write the root file system can leave tools there and change the program; a read-only "
            + "one takes that away.",
        repair:
            "Set securityContext.readOnlyRootFilesystem: true and mount an emptyDir where the program writes (often "
            + "/tmp).",
        maps: [
            .trivy("KSV-0014"), .kubeLinter("no-read-only-root-fs"), .checkov("CKV_K8S_22"),
            .nsaCisa("Immutable container file systems"), .cwe(732),
        ], references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
        profile: .strict)

    let examples = Examples(
        good: [Sample.pod("securityContext: {readOnlyRootFilesystem: true}")],
        bad: [Sample.pod(), Sample.pod("securityContext: {readOnlyRootFilesystem: false}")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard !pod.isWindows else { return }
        let flag = container.securityContext?["readOnlyRootFilesystem"]
        guard flag?.isTrue != true else { return }
        report(
            Problem(
                flag?.range ?? container.range,
                "Container '\(container.name)' can write its root file system.",
                aliases: container.role == .ephemeral ? [] : nil))
    }
}
