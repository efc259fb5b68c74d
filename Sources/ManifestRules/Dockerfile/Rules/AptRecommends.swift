import Findings
import Manifests

/// apt-get install with all that packages recommend.
enum AptRecommends: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-APT-RECOMMENDS", title: "apt-get install without --no-install-recommends", severity: .low,
        why: "Recommended packages are installed too: more size, and more to be vulnerable.",
        repair: "Add --no-install-recommends and name what is needed.",
        maps: [.hadolint("DL3015"), .trivy("DS-0029"), .cisDocker("4.3"), .cwe(1125)],
        references: ["https://github.com/hadolint/hadolint/wiki/DL3015"], profile: .strict)

    static let examples = Examples(
        good: ["FROM debian:13\nRUN apt-get install -y --no-install-recommends curl\n"],
        bad: ["FROM debian:13\nRUN apt-get install -y curl\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { run, command in
            guard let install = AptGet.installWord(command), !command.has("no-install-recommends") else { return }
            let options = command.arguments.map { $0.value.lowercased() }
            guard
                !options.contains(where: { option in
                    option.contains("apt::install-recommends=")
                        && ["false", "0", "no"].contains { option.hasSuffix($0) }
                })
            else { return }
            report(
                Problem(
                    command.range, "Recommended packages are installed too.",
                    fix: .insert(
                        run.insertion(of: "--no-install-recommends", behind: install), "Add --no-install-recommends."),
                    profile: view.profileUnlessShipped(run.stage)))
        }
    }
}
