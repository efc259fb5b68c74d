import Findings
import Manifests

/// Both wget and curl in one stage.
enum WgetAndCurl: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-WGET-CURL", title: "Both wget and curl are used", severity: .negligible,
        why: "One of them is enough; each is one more package to keep up to date.", repair: "Use one of them.",
        maps: [.hadolint("DL4001"), .trivy("DS-0014")],
        references: ["https://github.com/hadolint/hadolint/wiki/DL4001"], profile: .all)

    static let examples = Examples(
        good: ["FROM debian:13\nRUN curl -O https://example.com/a\n"],
        bad: ["FROM debian:13\nRUN curl -O https://example.com/a\nRUN wget -q https://example.com/b\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        var tools: [Int: Set<String>] = [:]
        var all = Set<String>()
        for run in view.runs {
            let used = Set(run.commands.map(\.name)).intersection(["wget", "curl"])
            guard let name = used.first else { continue }
            let before = tools[run.stage, default: []]
            let now = before.union(used)
            let isStages = now.count == 2
            let isFiles = all.union(used).count == 2
            tools[run.stage] = now
            all.formUnion(used)
            guard isStages || isFiles, let command = run.commands.first(where: { used.contains($0.name) }) else {
                continue
            }
            report(
                Problem(
                    command.range, "\(name == "wget" ? "curl" : "wget") is used as well.",
                    aliases: (isStages ? ["DL4001"] : []) + (isFiles ? ["DS-0014"] : [])))
        }
    }
}
