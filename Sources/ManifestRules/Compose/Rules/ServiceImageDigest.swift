import Findings
import Manifests

/// Tags can be moved; digests cannot.
struct ServiceImageDigest: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-IMAGE-DIGEST", title: "Image not named by digest",
        severity: .low,
        why: "A tag can be pushed anew; only a digest names the bytes that were reviewed.",
        repair: "Add the digest: image: name:1.2.3@sha256:….",
        maps: [.cwe(1357)], references: ["https://docs.docker.com/reference/compose-file/services/#image"],
        profile: .all)

    let examples = Examples(
        good: [
            ComposeSample.service(
                image: "postgres:17.6@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        ],
        bad: [ComposeSample.service(image: "postgres:17.6")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard let node = service.own("image"), let image = service.text(node), service["build"] == nil,
            !image.contains("@sha256:")
        else { return }
        report(Problem(node.range, "Service '\(service.name)' names \(image) without a digest."))
    }
}
