import Findings
import Manifests

/// COPY --from of the stage it stands in.
enum CopyFromItself: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-COPY-FROM-SELF", title: "COPY --from names its own stage", severity: .high,
        why: "A stage cannot copy from itself: the build stops.", repair: "Name an earlier stage, or use RUN cp.",
        maps: [.hadolint("DL3023"), .trivy("DS-0006")],
        references: ["https://docs.docker.com/build/building/multi-stage/"])

    static let examples = Examples(
        good: ["FROM a:1 AS x\nFROM b:1\nCOPY --from=x /a /a\n"], bad: ["FROM a:1 AS x\nCOPY --from=x /a /b\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .copy {
            guard let flag = item.instruction.flag("from"), let name = flag.value, let stage = view.stage(item.stage),
                stage.index >= 0, name.lowercased() == stage.name?.lowercased() || name == String(stage.index),
                view.file.stage(named: name, before: stage) == nil
            else { continue }
            report(
                Problem(
                    flag.range, "\(name) is the stage this COPY stands in.",
                    aliases: Int(name) == nil ? nil : ["DS-0006"]))
        }
    }
}
