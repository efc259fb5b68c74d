import Findings
import Manifests

/// npm install without versions.
enum NpmUnpinned: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-NPM-PIN", title: "npm install without a version", severity: .medium,
        why: "The newest release is taken on the day of the build, a hijacked one too.",
        repair: "Write package@version, or install from a lock file with npm ci.",
        maps: [.hadolint("DL3016"), .cwe(1357)], references: ["https://github.com/hadolint/hadolint/wiki/DL3016"],
        profile: .strict)

    static let examples = Examples(
        good: [
            "FROM node:24\nRUN npm install express@5.1.0\n", "FROM node:24\nRUN npm ci\n",
            "FROM node:24\nRUN npm install\n",
        ],
        bad: ["FROM node:24\nRUN npm install express\n", "FROM node:24\nRUN npm install -g @angular/cli\n"])

    static let valued: Set<String> = [
        "registry", "prefix", "loglevel", "omit", "include", "cache", "userconfig", "w", "workspace", "location", "tag",
    ]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { _, command in
            guard command.name == "npm" else { return }
            let operands = command.operands(valued: valued)
            guard operands.first?.value == "install" else { return }
            let loose = operands.dropFirst().filter { !isPinned($0.value) }
            guard let first = loose.first else { return }
            report(
                Problem(
                    first.range, "No version for \(loose.prefix(8).map(\.value).joined(separator: ", "))."))
        }
    }

    private static func isPinned(_ package: String) -> Bool {
        if package == "." || [".tar", ".tar.gz", ".tgz"].contains(where: package.hasSuffix) { return true }
        if ["/", "./", "../", "~/"].contains(where: package.hasPrefix) { return true }
        if ["git://", "git+ssh://", "git+http://", "git+https://", "http"].contains(where: package.hasPrefix) {
            return package.contains("#")
        }
        return package.dropFirst().contains("@")
    }
}
