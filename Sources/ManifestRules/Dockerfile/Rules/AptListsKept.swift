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
            var fix: Fix?
            if !listsGone, run.instruction.heredocs.isEmpty, !run.isExecForm,
                let last = run.commands.last, Self.endsPlainly(run)
            {
                fix = .insert(
                    TextInsertion(offset: last.range.upperBound, text: Self.joined(run, view)),
                    "Remove the lists in the same RUN.")
            }
            report(
                Problem(
                    run.commands[update].range, "The RUN leaves /var/lib/apt/lists behind.", fix: fix,
                    profile: onlyParent && listsGone && archivesGone
                        ? .all : view.profileUnlessShipped(run.stage)))
        }
    }

    /// The RUN is a chain of `&&` that the last command ends: another link may be added.
    private static func endsPlainly(_ run: DockerfileView.Run) -> Bool {
        guard let last = run.commands.last, last.shell.depth == 0, last.shell.terminator == .end,
            last.shell.context == .plain, run.script.problems.isEmpty
        else { return false }
        return run.commands.dropLast().allSatisfy {
            $0.shell.terminator == .and && $0.shell.depth == 0 && $0.shell.context == .plain
        }
    }

    /// In the style of the RUN: on a line of its own where the RUN has several.
    private static func joined(_ run: DockerfileView.Run, _ view: DockerfileView) -> String {
        let source = view.file.source
        let first = source.line(at: run.instruction.headRange.lowerBound)
        let last = source.line(at: run.instruction.headRange.upperBound)
        guard first != last else { return " && rm -rf /var/lib/apt/lists/*" }
        let line = source.string(source.contents(ofLine: last))
        let indent = line.prefix { $0 == " " || $0 == "\t" }
        let escape = String(decoding: [view.file.escape], as: UTF8.self)
        return " \(escape)\(source.lineEnding)\(indent.isEmpty ? "    " : indent)&& rm -rf /var/lib/apt/lists/*"
    }
}
