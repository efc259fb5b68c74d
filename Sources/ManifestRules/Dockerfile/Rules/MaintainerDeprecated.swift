import Findings
import Manifests

/// MAINTAINER.
enum MaintainerDeprecated: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-MAINTAINER", title: "MAINTAINER is deprecated", severity: .low,
        why: "Docker may drop the instruction; a label says the same and can be read by tools.",
        repair: "Use LABEL org.opencontainers.image.authors=\"…\".",
        maps: [.hadolint("DL4000"), .trivy("DS-0022"), .checkov("CKV_DOCKER_6")],
        references: ["https://docs.docker.com/reference/build-checks/maintainer-deprecated/"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nLABEL org.opencontainers.image.authors=\"a@example.com\"\n"],
        bad: ["FROM alpine:3.22\nMAINTAINER a@example.com\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .maintainer {
            var fix: Fix?
            let text = item.instruction.text
            let name = text.string(0..<text.bytes.count).trimmingSpaces
            let bare =
                name.count > 1 && name.hasPrefix("\"") && name.hasSuffix("\"")
                ? String(name.dropFirst().dropLast()) : name
            // A LABEL expands variables and takes escapes, MAINTAINER does not.
            if item.stage >= 0, !bare.isEmpty, !bare.contains(where: { "\"\\$`".contains($0) }) {
                let label = "\(item.instruction.spelling == "maintainer" ? "label" : "LABEL") "
                fix = .replace(
                    item.instruction.range, with: label + "org.opencontainers.image.authors=\"\(bare)\"", "Use a label."
                )
            }
            report(
                Problem(
                    item.instruction.headRange, "MAINTAINER is deprecated.", aliases: item.isTrigger ? [] : nil,
                    fix: fix))
        }
    }
}
