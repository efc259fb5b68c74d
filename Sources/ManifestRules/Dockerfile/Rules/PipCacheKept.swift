import Findings
import Manifests

/// pip install keeps what it downloads.
enum PipCacheKept: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-PIP-CACHE", title: "pip's cache stays in the image", severity: .low,
        why: "pip keeps every download under the home folder; in an image it is never used again.",
        repair: "Write pip install --no-cache-dir, set PIP_NO_CACHE_DIR=1, or mount a cache over /root/.cache/pip.",
        maps: [.hadolint("DL3042")],
        references: ["https://pip.pypa.io/en/stable/topics/caching/"])

    static let examples = Examples(
        good: [
            "FROM python:3.13\nRUN pip install --no-cache-dir requests==2.32.4\n",
            "FROM python:3.13\nENV PIP_NO_CACHE_DIR=1\nRUN pip install requests==2.32.4\n",
            "FROM python:3.13\nRUN --mount=type=cache,target=/root/.cache/pip pip install requests==2.32.4\n",
        ],
        bad: ["FROM python:3.13\nRUN pip install requests==2.32.4\n"])

    private static let truthy: Set<String> = [
        "1", "true", "True", "TRUE", "on", "On", "ON", "yes", "Yes", "YES",
    ]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        var quiet = Set<Int>()
        for stage in view.file.stages.indices {
            let isSet = view.items(inStage: stage).contains { item in
                item.keyword == .env
                    && item.instruction.assignments.contains {
                        $0.key.value == "PIP_NO_CACHE_DIR" && truthy.contains($0.value?.value ?? "")
                    }
            }
            var isInherited = false
            if case .stage(let base) = view.file.stages[stage].base { isInherited = quiet.contains(base) }
            if isSet || isInherited { quiet.insert(view.file.stages[stage].index) }
        }
        for run in view.runs where !quiet.contains(view.stage(run.stage)?.index ?? -2) {
            let isSetHere = run.script.commands.contains { shell in
                shell.assignments.contains { $0.name == "PIP_NO_CACHE_DIR" && truthy.contains($0.value.value) }
                    || (shell.name == "export"
                        && shell.arguments.contains { word in
                            word.value.hasPrefix("PIP_NO_CACHE_DIR=")
                                && truthy.contains(String(word.value.dropFirst(17)))
                        })
            }
            guard !isSetHere else { continue }
            for (index, command) in run.commands.enumerated() {
                guard PipCommand.isPip(command), command.hasArgument("install"), !command.hasArgument("--no-cache-dir"),
                    let install = command.argument(in: ["install"])
                else { continue }
                if run.instruction.scratchMounts.contains(where: {
                    $0.hasSuffix("/.cache") || $0.hasSuffix("/.cache/pip")
                }) {
                    continue
                }
                let isGone =
                    run.removes(["/root/.cache", "~/.cache", "/root/.cache/pip", "~/.cache/pip"], after: index)
                    || run.commands.dropFirst(index + 1).contains {
                        PipCommand.isPip($0) && $0.hasArgument("cache") && $0.hasArgument("purge")
                    }
                report(
                    Problem(
                        command.range, "pip keeps its downloads in the layer.",
                        fix: .insert(run.insertion(of: "--no-cache-dir", behind: install), "Add --no-cache-dir."),
                        profile: isGone ? .all : view.profileUnlessShipped(run.stage)))
            }
        }
    }
}
