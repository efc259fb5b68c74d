import Findings
import Manifests

/// yarn install keeps what it downloads.
enum YarnCacheKept: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-YARN-CACHE", title: "yarn's cache stays in the image", severity: .low,
        why: "yarn keeps every download; in an image it is never used again.",
        repair: "Run yarn cache clean in the same RUN, or mount a cache.", maps: [.hadolint("DL3060")],
        references: ["https://github.com/hadolint/hadolint/wiki/DL3060"],
        profile: .strict)

    static let examples = Examples(
        good: ["FROM node:24\nRUN yarn install && yarn cache clean\n"], bad: ["FROM node:24\nRUN yarn install\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs where view.isShipped(run.stage) || view.isBase(run.stage) || run.stage < 0 {
            guard let first = run.commands.firstIndex(where: { $0.name == "yarn" && $0.hasArgument("install") }),
                !run.commands.dropFirst(first + 1).contains(where: {
                    $0.name == "yarn" && $0.hasArgument(in: ["cache", "clean"])
                }),
                !run.instruction.scratchMounts.contains(where: { $0.contains(".cache") || $0.contains("yarn") })
            else { continue }
            report(
                Problem(
                    run.commands[first].range, "yarn keeps its downloads in the layer.",
                    fix: run.appending("yarn cache clean", view, "Clean the cache in the same RUN."),
                    profile: view.profileUnlessShipped(run.stage)))
        }
    }
}
