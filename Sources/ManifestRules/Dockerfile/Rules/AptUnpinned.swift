import Findings
import Manifests

/// apt-get install without versions.
enum AptUnpinned: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-APT-PIN", title: "apt-get install without a version", severity: .low,
        why: "The version installed depends on the day of the build.",
        repair: "Write package=version, or take the packages from a dated snapshot of the distribution.",
        maps: [.hadolint("DL3008"), .cwe(1357)], references: ["https://github.com/hadolint/hadolint/wiki/DL3008"],
        profile: .all)

    static let examples = Examples(
        good: [
            "FROM debian:13\nRUN apt-get install -y curl=8.14.1-2\n",
            "FROM debian:13\nRUN apt-get install -y ./a.deb\n",
        ],
        bad: ["FROM debian:13\nRUN apt-get install -y curl\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { _, command in
            guard let packages = AptGet.packages(command) else { return }
            let loose = packages.filter { !isPinned($0.value) }
            guard let first = loose.first else { return }
            report(
                Problem(
                    first.range,
                    "No version for \(loose.prefix(8).map(\.value).joined(separator: ", "))."))
        }
    }

    private static func isPinned(_ package: String) -> Bool {
        package.contains("=") || package.contains("/") || package.hasSuffix(".deb")
    }
}
