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
            report(
                Problem(
                    entry.key.range, "The annotation \(name) is ignored since Kubernetes 1.27.",
                    fix: fix(entry, target, annotations, metadata)))
        }
    }

    private func fix(
        _ entry: YAMLNode.Entry, _ target: YAMLNode?, _ annotations: YAMLNode, _ metadata: YAMLNode
    ) -> Fix {
        let summary = "Set securityContext.seccompProfile and remove the annotation."
        let profile: YAMLEditor.Value
        switch entry.value.text {
        case "runtime/default", "docker/default": profile = .map([("type", .scalar("RuntimeDefault"))])
        case let text? where text.hasPrefix("localhost/") && !text.contains(" ") && !text.contains("#"):
            profile = .map([
                ("type", .scalar("Localhost")), ("localhostProfile", .scalar(String(text.dropFirst(10)))),
            ])
        default: return .advice(summary)
        }
        guard let target,
            let removal = YAMLEditor.removeWithHolder(entry.name, from: annotations, key: "annotations", of: metadata)
        else { return .advice(summary) }
        if target["securityContext"]?["seccompProfile"] != nil { return Fix(summary: summary, edits: [removal]) }
        guard let edits = YAMLEditor.set(["securityContext", "seccompProfile"], to: profile, in: target) else {
            return .advice(summary)
        }
        return Fix(summary: summary, edits: edits + [removal])
    }
}
