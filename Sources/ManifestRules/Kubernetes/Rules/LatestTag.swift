import Findings
import Manifests

/// An image that changes under its name.
struct LatestTag: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-IMAGE-TAG", title: "Image without a fixed tag",
        severity: .medium,
        why: "latest, or no tag, is another image tomorrow: what runs cannot be told, repeated or rolled back.",
        repair: "Name the version, and better the digest: image: registry/name:1.2.3@sha256:….",
        maps: [
            .trivy("KSV-0013"), .kubeLinter("latest-tag"), .checkov("CKV_K8S_14"), .nsaCisa("Image scanning"),
            .cwe(1357),
        ], references: ["https://kubernetes.io/docs/concepts/containers/images/"])

    let examples = Examples(
        good: [
            Sample.pod(image: "example.org/app:1.4.2"),
            Sample.pod(
                image: "example.org/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        ],
        bad: [Sample.pod(image: "example.org/app:latest"), Sample.pod(image: "busybox")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        for container in object.pod?.containers ?? [] { check(container, set, report) }
    }

    private func check(_ container: Container, _ set: KubernetesSet, _ report: (Problem) -> Void) {
        guard let image = container.image, let text = image.text, !text.isEmpty else { return }
        let afterSlash = text[(text.lastIndex(of: "/").map(text.index(after:)) ?? text.startIndex)...]
        let tag: Substring?
        if afterSlash.contains("@") {
            tag = nil
            guard !afterSlash.contains("@sha") else { return }
        } else {
            tag = afterSlash.lastIndex(of: ":").map { afterSlash[afterSlash.index(after: $0)...] }
        }
        guard tag == nil || tag == "latest" || tag?.isEmpty == true else { return }
        // Trivy splits at the only colon: a registry's port hides a missing tag from it.
        let colons = text.utf8.reduce(0) { $0 + ($1 == 0x3A ? 1 : 0) }
        let trivy = colons == 0 || colons == 1 && text.hasSuffix(":latest")
        report(
            Problem(
                image.range, "Container '\(container.name)' runs \(text), whose content changes.",
                aliases: container.role == .ephemeral
                    ? [] : peers("KSV-0013".when(trivy), "latest-tag", "CKV_K8S_14"),
                // Skaffold or a kustomization puts the tag in; `<image>` waits for somebody to fill it.
                profile: set.imagesSetElsewhere.contains(text) || text.hasPrefix("<") ? .all : nil))
    }
}
