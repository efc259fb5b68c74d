import Findings
import Manifests

/// dnf install without dnf clean all.
enum DnfCacheKept: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-DNF-CACHE", title: "dnf's cache stays in the image", severity: .low,
        why: "Downloaded packages and metadata are tens of megabytes of no use in the image.",
        repair: "End the RUN with dnf clean all, or mount a cache over /var/cache/libdnf5.",
        maps: [.hadolint("DL3040"), .trivy("DS-0019"), .trivy("DS-0027")],
        references: ["https://docs.docker.com/build/building/best-practices/#run"])

    static let examples = Examples(
        good: [
            "FROM fedora:43\nRUN dnf install -y httpd && dnf clean all\n",
            "FROM fedora:43\nRUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y httpd\n",
        ],
        bad: ["FROM fedora:43\nRUN dnf install -y httpd\n", "FROM ubi9/ubi-minimal:9.6\nRUN microdnf install -y tar\n"])

    private static let caches = ["/var/cache/libdnf5", "/var/cache/dnf", "/var/cache/yum"]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs {
            for tool in ["dnf", "microdnf"] { check(tool, run, view, report: report) }
        }
    }

    private static func check(
        _ tool: String, _ run: DockerfileView.Run, _ view: DockerfileView, report: (Problem) -> Void
    ) {
        let installs = ["install", "upgrade", "reinstall"]
        guard let first = run.commands.firstIndex(where: { $0.name == tool && $0.hasArgument(in: installs) }),
            let last = run.commands.lastIndex(where: { $0.name == tool && $0.hasArgument(in: installs) })
        else { return }
        let cleaning = DockerfileView.Run.Cleaning(
            tool: tool, installs: installs, cleans: ["clean"], caches: caches)
        let isKept = run.leavesCache(cleaning) != nil
        let clean = run.commands.firstIndex {
            ($0.name == tool && $0.hasArgument(in: ["clean", "all"]))
                || ($0.name == "rm" && $0.hasArgument(in: ["-rf", "/var/cache/yum/*", "/var/cache/libdnf5"]))
        }
        let isHadolints = clean.map { $0 < first } ?? true && !run.instruction.hasScratchMount(at: "/var/cache/libdnf5")
        let isTrivys =
            run.commands[last].hasArgument("install")
            && !run.commands.dropFirst(last + 1).contains {
                $0.name == tool && $0.hasArgument("clean") && $0.hasArgument("all")
            }
        guard isKept || isHadolints || isTrivys else { return }
        report(
            Problem(
                run.commands[last].range, "The RUN leaves \(tool)'s cache behind.",
                aliases: (isHadolints ? ["DL3040"] : [])
                    + (isTrivys ? [tool == "dnf" ? "DS-0019" : "DS-0027"] : []),
                fix: isKept ? run.appending("\(tool) clean all", view, "Clean the cache in the same RUN.") : nil,
                profile: isKept ? view.profileUnlessShipped(run.stage) : .all))
    }
}
