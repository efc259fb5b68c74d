import Findings
import Manifests

/// dnf install without versions.
enum DnfUnpinned: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-DNF-PIN", title: "dnf install without a version", severity: .low,
        why: "The version installed depends on the day of the build.", repair: "Write package-version.",
        maps: [.hadolint("DL3041"), .cwe(1357)], references: ["https://github.com/hadolint/hadolint/wiki/DL3041"],
        profile: .all)

    static let examples = Examples(
        good: ["FROM fedora:43\nRUN dnf install -y tomcat-9.0.1 && dnf clean all\n"],
        bad: ["FROM fedora:43\nRUN dnf install -y tomcat && dnf clean all\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { _, command in
            guard command.isNamed("dnf", "microdnf"), command.hasArgument("install"), !command.hasArgument("group")
            else { return }
            let loose = command.packages(without: ["install", "module"]).filter {
                PackageTools.isModule(command) ? !$0.value.contains(":") : !PackageTools.isPinnedRPM($0.value)
            }
            guard let first = loose.first else { return }
            report(Problem(first.range, "No version for \(loose.prefix(8).map(\.value).joined(separator: ", "))."))
        }
    }
}
