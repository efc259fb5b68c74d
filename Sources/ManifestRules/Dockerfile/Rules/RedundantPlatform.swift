import Findings
import Manifests

/// FROM --platform=$TARGETPLATFORM says what holds anyway.
enum RedundantPlatform: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-PLATFORM-REDUNDANT", title: "--platform=$TARGETPLATFORM is the default", severity: .negligible,
        why: "The flag says what holds anyway.", repair: "Leave it out.", maps: [.hadolint("DL3065")],
        references: ["https://docs.docker.com/reference/build-checks/redundant-target-platform/"], profile: .all)

    static let examples = Examples(
        good: ["FROM --platform=$BUILDPLATFORM golang:1.27\n"], bad: ["FROM --platform=$TARGETPLATFORM alpine:3.22\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .from {
            guard let flag = item.instruction.flag("platform"),
                ["$TARGETPLATFORM", "${TARGETPLATFORM}"].contains(flag.value ?? ""),
                let image = item.instruction.words.first
            else { continue }
            report(
                Problem(
                    flag.range, "The platform is the default.",
                    fix: .replace(flag.range.lowerBound..<image.range.lowerBound, with: "", "Leave the flag out.")))
        }
    }
}
