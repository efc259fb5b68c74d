import Findings
import Manifests

/// COPY to a relative path where no WORKDIR is set.
enum RelativeCopyDestination: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-COPY-RELATIVE", title: "COPY to a relative path without WORKDIR", severity: .low,
        why: "Where the files end up depends on the working folder of the base image; a change there moves them.",
        repair: "Set WORKDIR above, or write the whole path.", maps: [.hadolint("DL3045")],
        references: ["https://docs.docker.com/build/building/best-practices/#workdir"], profile: .strict)

    static let examples = Examples(
        good: ["FROM alpine:3.22\nWORKDIR /app\nCOPY a b\n", "FROM alpine:3.22\nCOPY a /b\n"],
        bad: ["FROM alpine:3.22\nCOPY a b\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        var settled = Set<Int>()
        var current = Int.min
        for item in view.items {
            let stage = view.stage(item.stage)
            let index = stage?.index ?? -1
            if index != current {
                current = index
                if case .stage(let base)? = stage?.base, settled.contains(base) { settled.insert(index) }
            }
            if item.keyword == .workdir { settled.insert(index) }
            guard item.keyword == .copy, !settled.contains(index),
                let target = item.instruction.copyDestination, !RelativeWorkdir.isAbsolute(target.value)
            else { continue }
            report(
                Problem(
                    target.range, "\(target.value) is relative, and no WORKDIR is set.",
                    aliases: item.isTrigger ? [] : nil))
        }
    }
}
