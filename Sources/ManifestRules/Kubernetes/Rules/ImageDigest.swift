import Findings
import Manifests

/// Tags can be moved; digests cannot.
struct ImageDigest: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-IMAGE-DIGEST", title: "Image not named by digest",
        severity: .low,
        why: "A tag can be pushed anew; only a digest names the bytes that were reviewed.",
        repair: "Add the digest: image: registry/name:1.2.3@sha256:….",
        maps: [.kubeLinter("image-not-pinned-by-digest"), .checkov("CKV_K8S_43"), .cwe(1357)],
        references: ["https://kubernetes.io/docs/concepts/containers/images/"],
        profile: .all)

    let examples = Examples(
        good: [
            Sample.pod(
                image: "example.org/app:1.4.2@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        ],
        bad: [Sample.pod(image: "example.org/app:1.4.2")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let image = container.image, let text = image.text, !text.contains("@sha256:") else { return }
        report(Problem(image.range, "Container '\(container.name)' names \(text) without a digest."))
    }
}
