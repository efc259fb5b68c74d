import Findings
import Manifests

/// gem install without versions.
enum GemUnpinned: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GEM-PIN", title: "gem install without a version", severity: .medium,
        why: "The newest release is taken on the day of the build, a hijacked one too.",
        repair: "Write gem:version, or install from a lock file with bundle.",
        maps: [.hadolint("DL3028"), .cwe(1357)], references: ["https://github.com/hadolint/hadolint/wiki/DL3028"],
        profile: .strict)

    static let examples = Examples(
        good: ["FROM ruby:3.4\nRUN gem install rake:13.3.0\n", "FROM ruby:3.4\nRUN gem install rake -v 13.3.0\n"],
        bad: ["FROM ruby:3.4\nRUN gem install rake\n"])

    static let valued: Set<String> = [
        "n", "bindir", "i", "install-dir", "P", "trust-policy", "s", "source", "p", "http-proxy", "platform", "g",
        "file", "B", "build-root",
    ]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { _, command in
            guard command.name == "gem", command.hasArgument(in: ["install", "i"]), !command.has("v", "version") else {
                return
            }
            // What follows `--` is for the build of an extension.
            var plain = command.shell
            if let end = plain.words.firstIndex(where: { $0.value == "--" }) { plain.words.removeSubrange(end...) }
            let loose = CommandView(plain).operands(valued: valued).filter { word in
                !["install", "i"].contains(word.value) && !word.value.contains(":") && !word.value.hasSuffix(".gem")
            }
            guard let first = loose.first else { return }
            report(
                Problem(
                    first.range, "No version for \(loose.prefix(8).map(\.value).joined(separator: ", ")).",
                    aliases: command.has("no-document") ? [] : nil))
        }
    }
}
