import Findings
import Manifests

/// The seccomp annotations have no effect since 1.27.
struct SeccompAnnotation: PodRule {
    let card = RuleCard(
        id: "DD-K8S-SECCOMP-ANNOTATION", title: "Seccomp annotation without effect",
        severity: .medium,
        why: "Kubernetes 1.27 took away support for the alpha seccomp annotations: the profile they name is not "
            + "applied.",
        repair: "Set securityContext.seccompProfile instead and remove the annotation.",
        maps: [.podSecurity(level: "baseline", control: "Seccomp"), .cwe(693)],
        references: ["https://kubernetes.io/docs/tutorials/security/seccomp/"])

    let examples = Examples(
        good: [Sample.pod(spec: "securityContext: {seccompProfile: {type: RuntimeDefault}}")],
        bad: [Sample.pod(metadata: "annotations:\n  seccomp.security.alpha.kubernetes.io/pod: runtime/default")])

    private static let podKey = "seccomp.security.alpha.kubernetes.io/pod"
    private static let containerPrefix = "container.seccomp.security.alpha.kubernetes.io/"

    private static let types = ["runtime/default": "RuntimeDefault", "docker/default": "RuntimeDefault"]

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let annotations = pod.annotations, let metadata = pod.metadata else { return }
        for entry in annotations.entries {
            let name = entry.name
            var target: YAMLNode?
            if name == Self.podKey {
                target = pod.spec
            } else if name.hasPrefix(Self.containerPrefix) {
                let container = name.dropFirst(Self.containerPrefix.count)
                target = pod.containers.first { $0.name == container }?.node
            } else {
                continue
            }
            let annotation = ProfileAnnotation(entry: entry, field: "seccompProfile", types: Self.types)
            report(
                Problem(
                    entry.key.range, "The annotation \(name) is ignored since Kubernetes 1.27.",
                    fix: annotation.moved(to: target, annotations: annotations, metadata: metadata)))
        }
    }
}
