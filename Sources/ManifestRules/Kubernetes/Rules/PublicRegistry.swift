import Findings
import Manifests

/// Images straight from a public registry.
struct PublicRegistry: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-PUBLIC-REGISTRY", title: "Image from a public registry",
        severity: .low,
        why: "Anyone may publish there, names get taken over and pulls are rationed; a registry of your own keeps what "
            + "you reviewed.",
        repair: "Mirror the image to a registry you trust and name it from there.",
        maps: [
            .trivy("KSV-0034"), .trivy("KSV-0125"), .trivy("KSV-0032"), .trivy("KSV-0033"), .trivy("KSV-0035"),
            .cisKubernetes("5.5.1"), .cwe(829),
        ], references: ["https://kubernetes.io/docs/concepts/containers/images/"],
        profile: .all)

    let examples = Examples(
        good: [Sample.pod(image: "registry.example.org/app:1.4.2")],
        bad: [Sample.pod(image: "busybox:1.37"), Sample.pod(image: "ghcr.io/some/app:1")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let image = container.image, let text = image.text, !text.isEmpty else { return }
        let first = text.prefix { $0 != "/" }
        let hasRegistry =
            first.count < text.count && (first.contains(".") || first.contains(":") || first == "localhost")
        let isPublic = !hasRegistry || ["docker.io", "ghcr.io", "quay.io", "index.docker.io"].contains(first)
        guard isPublic else { return }
        report(
            Problem(
                image.range, "Container '\(container.name)' pulls \(text) from a public registry.",
                aliases: container.role == .ephemeral
                    ? [] : peers("KSV-0032", "KSV-0033", "KSV-0035", "KSV-0125", "KSV-0034".when(first != "quay.io"))))
    }
}
