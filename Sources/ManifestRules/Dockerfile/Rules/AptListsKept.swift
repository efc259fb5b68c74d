import Findings
import Manifests

/// The package lists of apt stay in the layer.
enum AptListsKept: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-APT-LISTS", title: "apt's package lists stay in the image", severity: .low,
        why:
            "The lists are tens of megabytes that age from the first day, and let later layers install stale versions.",
        repair: "End the RUN with rm -rf /var/lib/apt/lists/*, or mount caches over /var/lib/apt and /var/cache/apt.",
        maps: [.hadolint("DL3009")],
        references: ["https://docs.docker.com/build/building/best-practices/#apt-get"])

    static let examples = Examples(
        good: [
            "FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n",
            "FROM debian:13\nRUN --mount=type=cache,target=/var/lib/apt/lists apt-get update && apt-get install -y curl\n",
        ],
        bad: ["FROM debian:13\nRUN apt-get update && apt-get install -y curl\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        /// Stages whose RUNs took away Debian's own hook that empties the cache.
        var keepsArchives = Set<Int>()
        for run in view.runs {
            if run.commands.contains(where: {
                $0.name == "rm" && $0.arguments.contains { $0.value.hasSuffix("/docker-clean") }
            }) {
                keepsArchives.insert(run.stage)
            }
            guard
                let update = run.commands.firstIndex(where: {
                    ["apt-get", "apt", "aptitude"].contains($0.name) && $0.hasArgument("update")
                })
            else { continue }
            guard view.isShipped(run.stage) || view.isBase(run.stage) else { continue }
            let listsGone =
                run.removes(["/var/lib/apt/lists"]) || run.instruction.hasScratchMount(at: "/var/lib/apt/lists")
                || run.commands.contains {
                    $0.name == "apt-get" && ($0.hasArgument("distclean") || $0.hasArgument("dist-clean"))
                }
            // A mount over /var/lib/apt alone is what hadolint does not take for enough.
            let onlyParent =
                run.instruction.hasScratchMount(exactlyAt: "/var/lib/apt")
                && !run.instruction.hasScratchMount(at: "/var/cache/apt")
            let archivesGone =
                !keepsArchives.contains(run.stage) || run.removes(["/var/cache/apt"])
                || run.instruction.hasScratchMount(at: "/var/cache/apt")
                || run.commands.contains { $0.name == "apt-get" && $0.hasArgument("clean") }
            guard !listsGone || !archivesGone || onlyParent else { continue }
            // The next RUN may install from the lists of an update alone: DD-DF-UPDATE-ALONE says what is wrong there.
            let isAlone = run.commands.dropFirst(update + 1).allSatisfy { ["true", "echo", "rm"].contains($0.name) }
            let fix =
                listsGone || isAlone
                ? nil : run.appending("rm -rf /var/lib/apt/lists/*", view, "Remove the lists in the same RUN.")
            // hadolint takes any rm -rf for the one that is wanted, and knows only mounts over the lists themselves.
            let isHadolints =
                !run.commands.contains {
                    $0.name == "rm" && $0.hasArgument(in: ["-rf", "/var/lib/apt/lists/*"])
                } && !run.instruction.hasScratchMount(exactlyAt: "/var/lib/apt/lists")
            report(
                Problem(
                    run.commands[update].range, "The RUN leaves /var/lib/apt/lists behind.",
                    aliases: isHadolints ? nil : [], fix: fix,
                    profile: onlyParent && listsGone && archivesGone || isAlone
                        ? .all : view.profileUnlessShipped(run.stage)))
        }
    }
}
