import Findings
import Manifests

/// FROM --platform with a fixed platform.
enum FixedPlatform: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-PLATFORM", title: "FROM --platform names a fixed platform", severity: .low,
        why: "The image can then be built for that platform only, or holds programs of another than its name says.",
        repair: "Leave the flag out, or use $BUILDPLATFORM for a stage that compiles for others.",
        maps: [.hadolint("DL3029")],
        references: ["https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/"],
        profile: .all)

    static let examples = Examples(
        good: ["FROM debian:13\n", "FROM --platform=$BUILDPLATFORM golang:1.26 AS build\n"],
        bad: ["FROM --platform=linux/amd64 debian:13\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .from {
            guard let flag = item.instruction.flag("platform"), let value = flag.value else { continue }
            if value.contains("BUILDPLATFORM") || value.contains("TARGETPLATFORM") { continue }
            report(Problem(flag.range, "The platform is fixed to \(value)."))
        }
    }
}
