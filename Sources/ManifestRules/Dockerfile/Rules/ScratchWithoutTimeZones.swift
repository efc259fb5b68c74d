import Findings
import Manifests

/// scratch without time zones.
enum ScratchWithoutTimeZones: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-SCRATCH-ZONES", title: "No time zones on scratch", severity: .negligible,
        why: "time.LoadLocation fails for every zone but UTC and Local.",
        repair: "COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo, use distroless static, or build with -tags "
            + "timetzdata.",
        references: ["https://pkg.go.dev/time/tzdata"], profile: .strict, confidence: .medium)

    static let examples = Examples(
        good: [
            "FROM golang:1.27 AS build\nFROM scratch\nCOPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo\nCOPY app /app\nENTRYPOINT [\"/app\"]\n"
        ],
        bad: ["FROM scratch\nCOPY app /app\nENTRYPOINT [\"/app\"]\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        if view.goBuilds.contains(where: { $0.command.arguments.contains { $0.value.contains("timetzdata") } }) {
            return
        }
        view.reportMissingOnScratch(["zoneinfo", "tzdata"], report: report)
    }
}
