import Findings
import Manifests

/// zypper install without zypper clean.
enum ZypperCacheKept: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-ZYPPER-CACHE", title: "zypper's cache stays in the image", severity: .low,
        why: "Downloaded packages and metadata are tens of megabytes of no use in the image.",
        repair: "End the RUN with zypper clean, or mount a cache over /var/cache/zypp.",
        maps: [.hadolint("DL3036"), .trivy("DS-0020")],
        references: ["https://docs.docker.com/build/building/best-practices/#run"])

    static let examples = Examples(
        good: ["FROM opensuse/leap:15.6\nRUN zypper install -y curl && zypper clean\n"],
        bad: ["FROM opensuse/leap:15.6\nRUN zypper install -y curl\n"])

    private static let cleaning = DockerfileView.Run.Cleaning(
        tool: "zypper", installs: ["install", "in", "source-install", "si", "patch"], cleans: ["clean", "cc"],
        caches: ["/var/cache/zypp"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs {
            guard
                let last = run.commands.lastIndex(where: {
                    $0.name == "zypper" && $0.hasArgument(in: PackageTools.zypperChanges)
                })
            else { continue }
            let isKept = run.leavesCache(cleaning) != nil
            let isHadolints =
                run.commands.firstIndex { $0.name == "zypper" && $0.hasArgument(in: ["install", "in"]) }.map { first in
                    !run.commands.dropFirst(first + 1).contains {
                        $0.name == "zypper" && $0.hasArgument(in: ["clean", "cc"])
                    } && !run.instruction.hasScratchMount(at: "/var/cache/zypp")
                } ?? false
            let isTrivys = !run.commands.dropFirst(last + 1).contains {
                $0.name == "zypper" && ["clean", "cc"].contains($0.arguments.first?.value ?? "")
            }
            guard isKept || isHadolints || isTrivys else { continue }
            report(
                Problem(
                    run.commands[last].range, "The RUN leaves zypper's cache behind.",
                    aliases: (isHadolints ? ["DL3036"] : []) + (isTrivys ? ["DS-0020"] : []),
                    fix: isKept ? run.appending("zypper clean", view, "Clean the cache in the same RUN.") : nil,
                    profile: isKept ? view.profileUnlessShipped(run.stage) : .all))
        }
    }
}
