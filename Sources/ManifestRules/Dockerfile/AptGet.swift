import Manifests

/// What apt-get is asked to do.
/// Source: apt-get(8).
enum AptGet {
    /// The word `install`, where the command installs.
    static func installWord(_ command: CommandView) -> ShellWord? {
        guard command.name == "apt-get" else { return nil }
        return command.arguments.first { $0.value == "install" }
    }

    static let valued: Set<String> = ["t", "target-release", "default-release", "c", "config-file", "o", "option"]

    static func packages(_ command: CommandView) -> [ShellWord]? {
        guard installWord(command) != nil else { return nil }
        return command.operands(valued: valued).filter { $0.value != "install" }
    }

    /// `-y`, `--yes`, `--assume-yes`, or quiet twice, which implies it.
    static func answersYes(_ command: CommandView) -> Bool {
        if command.has("y", "yes", "assume-yes") { return true }
        if command.count("q", long: "quiet") >= 2 { return true }
        return command.arguments.contains { ["-q=2", "--quiet=2", "-q2"].contains($0.value) }
    }
}

/// `pip install` in its several spellings.
/// Source: pip's documentation, "pip install".
struct PipCommand {
    let command: CommandView
    let packages: [ShellWord]
    /// Versions stand in a requirements or constraints file, or the project itself is installed.
    let readsFile: Bool

    static let valued: Set<String> = [
        "abi", "b", "build", "e", "editable", "extra-index-url", "f", "find-links", "i", "index-url", "implementation",
        "no-binary", "only-binary", "platform", "prefix", "progress-bar", "proxy", "python-version", "root", "src",
        "t", "target", "trusted-host", "upgrade-strategy", "root-user-action", "cert", "client-cert", "timeout",
        "retries", "cache-dir", "log", "install-option", "global-option", "use-feature", "exists-action",
        "config-settings", "c", "constraint", "r", "requirement", "spec", "python", "group",
    ]

    init?(_ command: CommandView) {
        guard Self.isPip(command) else { return nil }
        let words = command.operands(valued: Self.valued)
        guard let install = words.firstIndex(where: { $0.value == "install" }) else { return nil }
        self.command = command
        packages = Array(words[(install + 1)...])
        readsFile = command.has("r", "requirement", "c", "constraint", "e", "editable")
    }

    /// `pip`, `pip3`, `pip3.13`, `python -m pip`.
    static func isPip(_ command: CommandView) -> Bool {
        if command.name.hasPrefix("pip") {
            return command.name.dropFirst(3).allSatisfy { $0.isNumber || $0 == "." }
        }
        guard command.name.hasPrefix("python") else { return false }
        let words = command.arguments.map(\.value)
        return zip(words, words.dropFirst()).contains { $0 == "-m" && $1 == "pip" }
    }
}

extension DockerfileView {
    /// Reports every instruction of a kind that stands in a stage after another of the kind.
    func reportRepeated(_ keyword: Keyword, report: (Item) -> Void) {
        var seen = Set<Int>()
        for item in items where item.keyword == keyword && !item.isTrigger {
            if !seen.insert(item.stage).inserted { report(item) }
        }
    }
}
