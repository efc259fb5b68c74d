import Findings
import Manifests

/// yum install without yum clean all.
enum YumCacheKept: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-YUM-CACHE", title: "yum's cache stays in the image", severity: .low,
        why: "Downloaded packages and metadata are tens of megabytes of no use in the image.",
        repair: "End the RUN with yum clean all, or mount a cache over /var/cache/yum.",
        maps: [.hadolint("DL3032"), .trivy("DS-0015")],
        references: ["https://docs.docker.com/build/building/best-practices/#run"])

    static let examples = Examples(
        good: ["FROM rockylinux:9\nRUN yum install -y httpd && yum clean all\n"],
        bad: ["FROM rockylinux:9\nRUN yum install -y httpd\n"])

    private static let cleaning = DockerfileView.Run.Cleaning(
        tool: "yum", installs: ["install"], cleans: ["clean"], caches: ["/var/cache/yum", "/var/cache/dnf"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs {
            guard
                let install = run.commands.last(where: { $0.name == "yum" && $0.hasArgument("install") })
            else { continue }
            let isKept = run.leavesCache(cleaning) != nil
            // hadolint takes any rm -rf for a clean-up; Trivy wants `all` in a command behind.
            let first = run.commands.firstIndex { $0.name == "yum" && $0.hasArgument("install") } ?? 0
            let clean = run.commands.firstIndex {
                ($0.name == "yum" && $0.hasArgument(in: ["clean", "all"]))
                    || ($0.name == "rm" && $0.hasArgument(in: ["-rf", "/var/cache/yum/*"]))
            }
            let isHadolints = clean.map { $0 < first } ?? true
            let position = run.commands.lastIndex { $0.range == install.range } ?? 0
            let isTrivys = !run.commands.dropFirst(position + 1).contains {
                $0.shell.words.contains { $0.value == "all" }
            }
            guard isKept || isHadolints || isTrivys else { continue }
            report(
                Problem(
                    install.range, "The RUN leaves yum's cache behind.",
                    aliases: (isHadolints ? ["DL3032"] : []) + (isTrivys ? ["DS-0015"] : []),
                    fix: isKept ? run.appending("yum clean all", view, "Clean the cache in the same RUN.") : nil,
                    profile: isKept ? view.profileUnlessShipped(run.stage) : .all))
        }
    }
}
