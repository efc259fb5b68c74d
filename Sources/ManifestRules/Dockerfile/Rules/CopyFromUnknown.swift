import Findings
import Manifests

/// COPY --from of what is no stage above.
enum CopyFromUnknown: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-COPY-FROM-UNKNOWN", title: "COPY --from names no stage above", severity: .low,
        why:
            "What is no stage is taken for an image of that name and fetched: a slip in a name pulls a stranger's image.",
        repair: "Name a stage above it, or an image with its tag or digest.", maps: [.hadolint("DL3022")],
        references: ["https://github.com/hadolint/hadolint/wiki/DL3022"],
        profile: .strict)

    static let examples = Examples(
        good: [
            "FROM golang:1.26 AS build\nFROM scratch\nCOPY --from=build /app /app\n",
            "FROM scratch\nCOPY --from=alpine:3.22 /etc/passwd /etc/passwd\n",
        ],
        bad: ["FROM scratch\nCOPY --from=biuld /app /app\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .copy && !item.isTrigger {
            guard let flag = item.instruction.flag("from"), let name = flag.value, !name.contains(":") else { continue }
            let stage = view.stage(item.stage)
            if let number = Int(name), number >= 0 {
                // hadolint counts the stage itself in.
                if let stage, number <= stage.index { continue }
                if stage == nil || number > (stage?.index ?? -1) {
                    report(Problem(flag.range, "There is no stage \(name) above."))
                }
                continue
            }
            if let stage, view.file.stage(named: name, before: stage) != nil {
                continue
            }
            if let stage, stage.name?.lowercased() == name.lowercased() { continue }
            report(
                Problem(
                    flag.range, "\(name) is no stage above, and an image without tag.",
                    profile: name.contains("$") ? .all : nil))
        }
    }
}
