import Findings
import Manifests

/// RUNs that could be one.
enum ConsecutiveRuns: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-RUN-SEVERAL", title: "RUN after RUN", severity: .negligible,
        why: "Each RUN makes a layer; what a later one removes stays in the earlier.",
        repair: "Join them with && where they belong together.", maps: [.hadolint("DL3059")],
        references: ["https://github.com/hadolint/hadolint/wiki/DL3059"], profile: .all)

    static let examples = Examples(
        good: ["FROM alpine:3.22\nRUN a && b\n"], bad: ["FROM alpine:3.22\nRUN a\nRUN b\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        var last: (flags: Set<String>, count: Int)?
        var position = 0
        for item in view.items {
            guard item.keyword == .run, !item.isTrigger else {
                last = nil
                continue
            }
            while position < view.runs.count, view.runs[position].position < item.position { position += 1 }
            guard position < view.runs.count else { continue }
            let run = view.runs[position]
            let flags = Set(item.instruction.flags.map { "\($0.name)=\($0.value ?? "")" })
            let count = run.commands.count
            if let before = last, before.flags == flags, count <= 1, before.count <= 1 {
                report(Problem(item.instruction.headRange, "This RUN follows another."))
            } else {
                last = (flags, count)
            }
        }
    }
}
