import Findings
import Manifests

/// zypper install without versions.
enum ZypperUnpinned: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-ZYPPER-PIN", title: "zypper install without a version", severity: .low,
        why: "The version installed depends on the day of the build.", repair: "Write package=version.",
        maps: [.hadolint("DL3037"), .cwe(1357)], references: ["https://github.com/hadolint/hadolint/wiki/DL3037"],
        profile: .all)

    static let examples = Examples(
        good: ["FROM opensuse/leap:15.6\nRUN zypper install -y tomcat=9.0.39 && zypper clean\n"],
        bad: ["FROM opensuse/leap:15.6\nRUN zypper install -y tomcat && zypper clean\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { _, command in
            guard command.name == "zypper", command.hasArgument(in: ["install", "in"]) else { return }
            let loose = command.packages(without: ["install", "in"]).filter { word in
                !["=", "<", ">"].contains { word.value.contains($0) } && !word.value.hasSuffix(".rpm")
            }
            guard let first = loose.first else { return }
            report(Problem(first.range, "No version for \(loose.prefix(8).map(\.value).joined(separator: ", "))."))
        }
    }
}
