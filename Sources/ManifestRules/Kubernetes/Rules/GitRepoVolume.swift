import Findings
import Manifests

/// A git repository cloned by the kubelet.
struct GitRepoVolume: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-GIT-REPO", title: "gitRepo volume",
        severity: .high,
        why: "The kubelet clones the repository as root on the node; repositories have run code there "
            + "(CVE-2024-10220). The type is off by default since 1.33.",
        repair: "Clone in an init container into an emptyDir.",
        maps: [.podSecurity(level: "restricted", control: "Volume Types"), .cwe(829)],
        references: ["https://kubernetes.io/docs/concepts/storage/volumes/#gitrepo"])

    let examples = Examples(
        good: [Sample.pod(spec: "volumes: [{name: src, emptyDir: {}}]")],
        bad: [Sample.pod(spec: "volumes: [{name: src, gitRepo: {repository: https://example.org/a.git}}]")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        // Once a pod, at its first container.
        guard container.node == pod.containers.first?.node else { return }
        for volume in pod.volumes {
            guard let entry = volume.node.entry("gitRepo") else { continue }
            report(Problem(entry.key.range, "Volume '\(volume.name)' is cloned by the kubelet."))
        }
    }
}
