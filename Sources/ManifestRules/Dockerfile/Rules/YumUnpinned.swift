import Findings
import Manifests

/// yum install without versions.
enum YumUnpinned: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-YUM-PIN", title: "yum install without a version", severity: .low,
        why: "The version installed depends on the day of the build.", repair: "Write package-version.",
        maps: [.hadolint("DL3033"), .cwe(1357)], references: ["https://github.com/hadolint/hadolint/wiki/DL3033"],
        profile: .all)

    static let examples = Examples(
        good: ["FROM rockylinux:9\nRUN yum install -y tomcat-9.0 && yum clean all\n"],
        bad: ["FROM rockylinux:9\nRUN yum install -y tomcat && yum clean all\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { _, command in
            guard command.name == "yum", command.hasArgument("install") else { return }
            let loose = command.packages(without: ["install", "module"]).filter {
                PackageTools.isModule(command) ? !$0.value.contains(":") : !PackageTools.isPinnedRPM($0.value)
            }
            guard let first = loose.first else { return }
            report(Problem(first.range, "No version for \(loose.prefix(8).map(\.value).joined(separator: ", "))."))
        }
    }
}
