import Findings
import Manifests

/// SELinux options that leave the container's own domain.
struct SELinuxOptions: PodRule {
    let card = RuleCard(
        id: "DD-K8S-SELINUX", title: "Custom SELinux options",
        severity: .medium,
        why: "A custom user, role or type can take the container out of the confinement that SELinux gives it.",
        repair: "Leave seLinuxOptions away or use the types container_t, container_init_t or container_kvm_t.",
        maps: [.trivy("KSV-0025"), .podSecurity(level: "baseline", control: "SELinux"), .cwe(693)],
        references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"])

    let examples = Examples(
        good: [
            Sample.pod(spec: "securityContext: {seLinuxOptions: {type: container_t}}"),
            Sample.pod(spec: "securityContext: {seLinuxOptions: {level: \"s0:c1,c2\"}}"),
        ],
        bad: [
            Sample.pod(spec: "securityContext: {seLinuxOptions: {type: spc_t}}"),
            Sample.pod("securityContext: {seLinuxOptions: {user: system_u}}"),
        ])

    private static let types: Set<String> = ["", "container_t", "container_init_t", "container_kvm_t"]

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        check(pod.securityContext, object.title, nil, report)
        for container in pod.containers {
            check(
                container.securityContext, "container '\(container.name)'", container.role == .ephemeral ? [] : nil,
                report)
        }
    }

    private func check(_ context: YAMLNode?, _ owner: String, _ aliases: [String]?, _ report: (Problem) -> Void) {
        guard let options = context?["seLinuxOptions"] else { return }
        if let type = options["type"], let text = type.text, !Self.types.contains(text) {
            // The type for engines in containers is allowed since Kubernetes 1.31.
            report(
                Problem(
                    type.range, "SELinux type '\(text)' of \(owner) is not one for containers.", aliases: aliases,
                    profile: text == "container_engine_t" ? .all : nil))
        }
        for field in ["user", "role"] {
            guard let value = options[field], value.text?.isEmpty == false else { continue }
            report(Problem(value.range, "\(owner) sets the SELinux \(field) '\(value.text ?? "")'.", aliases: aliases))
        }
    }
}
