import Findings
import Manifests

/// pip install without versions.
enum PipUnpinned: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-PIP-PIN", title: "pip install without a version", severity: .medium,
        why: "The newest release is taken on the day of the build, a hijacked one too.",
        repair: "Write package==version, better a requirements file with hashes (--require-hashes).",
        maps: [.hadolint("DL3013"), .cwe(1357)], references: ["https://github.com/hadolint/hadolint/wiki/DL3013"],
        profile: .strict)

    static let examples = Examples(
        good: [
            "FROM python:3.13\nRUN pip install requests==2.32.4\n",
            "FROM python:3.13\nRUN pip install -r requirements.txt\n",
            "FROM python:3.13\nRUN pip install .\n",
        ],
        bad: ["FROM python:3.13\nRUN pip install requests\n", "FROM python:3.13\nRUN python -m pip install requests\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { _, command in
            let packages: [ShellWord]
            if command.name == "pipx" {
                guard command.hasArgument("install") else { return }
                packages = command.operands(valued: PipCommand.valued).filter { $0.value != "install" }
            } else {
                guard let install = PipCommand(command), !install.readsFile else { return }
                packages = install.packages
            }
            let loose = packages.filter { !isPinned($0.value) }
            guard let first = loose.first else { return }
            report(
                Problem(
                    first.range, "No version for \(loose.prefix(8).map(\.value).joined(separator: ", "))."))
        }
    }

    private static func isPinned(_ package: String) -> Bool {
        if ["git+", "hg+", "svn+", "bzr+"].contains(where: package.contains) {
            // A revision follows the last @ behind the host.
            let path = package.split(separator: "/", maxSplits: 3).last ?? ""
            return path.contains("@") || package.drop { $0 != "@" }.dropFirst().contains("/") || package.contains(" @ ")
        }
        if ["==", ">=", "<=", "~=", "!=", ">", "<"].contains(where: package.contains) { return true }
        if package.hasSuffix(".whl") || package.hasSuffix(".tar.gz") || package.hasSuffix(".zip") { return true }
        return package == "." || package.contains("/")
    }
}
