import Findings
import Manifests

/// An image that changes under its name.
struct ServiceLatestTag: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-IMAGE-TAG", title: "Image without a fixed tag",
        severity: .medium,
        why: "latest, or no tag, is another image tomorrow: what runs cannot be told, repeated or rolled back.",
        repair: "Name the version, and better the digest.",
        maps: [.cisDocker("5.28"), .cwe(1357)],
        references: ["https://docs.docker.com/reference/compose-file/services/#image"])

    let examples = Examples(
        good: [ComposeSample.service(image: "postgres:17.6"), "services:\n  web:\n    build: .\n    image: web\n"],
        bad: [
            ComposeSample.service(image: "nginx"), ComposeSample.service(image: "nginx:latest"),
            ComposeSample.service(image: "\"nginx:${TAG:-latest}\""),
        ])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard let node = service.own("image"), let image = service.text(node), !image.isEmpty else { return }
        // What is built here gets its name here.
        guard service["build"] == nil else { return }
        let last = image[(image.lastIndex(of: "/").map(image.index(after:)) ?? image.startIndex)...]
        guard !last.contains("@") else { return }
        let tag = last.firstIndex(of: ":").map { last[last.index(after: $0)...] }
        guard tag == nil || tag == "latest" || tag?.isEmpty == true else { return }
        report(Problem(node.range, "Service '\(service.name)' runs \(image), whose content changes."))
    }
}
