import Findings
import Manifests

/// A repository's key is trusted as it comes from the net.
enum KeyWithoutFingerprint: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GPG-KEY", title: "A signing key is trusted without a look at its fingerprint", severity: .medium,
        why:
            "The key decides which packages are taken; taken from the net unseen, or by a short id that anyone can forge, "
            + "it proves nothing. apt-key trusts it for every repository.",
        repair:
            "Keep the key beside the Dockerfile, or compare gpg --show-keys with the published fingerprint; name it "
            + "with signed-by.",
        maps: [.cisDocker("4.11"), .cwe(347)],
        references: ["https://wiki.debian.org/DebianRepository/UseThirdParty"], profile: .strict)

    static let examples = Examples(
        good: [
            "FROM debian:13\nCOPY example.gpg /etc/apt/keyrings/\n",
            "FROM debian:13\nRUN gpg --recv-keys 0123456789ABCDEF0123456789ABCDEF01234567\n",
        ],
        bad: [
            "FROM debian:13\nRUN curl -fsSL https://example.com/key | apt-key add -\n",
            "FROM debian:13\nRUN apt-key adv --keyserver keyserver.ubuntu.com --recv-keys ABCDEF01\n",
            "FROM debian:13\nRUN curl -fsSL https://example.com/key | gpg --dearmor -o /etc/apt/keyrings/a.gpg\n",
        ])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs {
            let looksAtIt = run.commands.contains {
                $0.hasArgument(in: ["--fingerprint", "--show-keys", "--with-fingerprint"])
                    || ["sha256sum", "sha512sum", "shasum"].contains($0.name)
            }
            for outer in run.commands {
                let command = outer.unwrapped
                guard ["apt-key", "gpg", "gpg2", "rpm"].contains(command.name) else { continue }
                if let word = shortKey(command) {
                    report(
                        Problem(
                            word.range, "\(word.value) is a short id; keys with the same one can be made.",
                            profile: .standard))
                    continue
                }
                guard !looksAtIt else { continue }
                let isPiped =
                    outer.shell.member > 0
                    && run.commands.contains {
                        $0.shell.pipeline == outer.shell.pipeline && ["curl", "wget"].contains($0.unwrapped.name)
                    }
                let isImport =
                    (command.name == "apt-key" && command.hasArgument("add"))
                    || (command.name == "rpm" && command.hasArgument("--import"))
                    || (command.name.hasPrefix("gpg") && command.hasArgument(in: ["--dearmor", "--import"]))
                let isRemote = command.arguments.contains { $0.value.hasPrefix("http") }
                guard isImport, isPiped || isRemote else { continue }
                report(Problem(command.range, "The key is trusted as it comes."))
            }
        }
    }

    /// A key id of 8 or 16 digits after --recv-keys.
    private static func shortKey(_ command: CommandView) -> ShellWord? {
        guard
            let index = command.arguments.firstIndex(where: {
                ["--recv-keys", "--recv-key", "--recv"].contains($0.value)
            })
        else { return nil }
        return command.arguments[(index + 1)...].prefix { !$0.value.hasPrefix("-") }.first { word in
            var digits = word.value[...]
            if digits.hasPrefix("0x") { digits = digits.dropFirst(2) }
            return digits.count <= 8 && digits.count >= 8 && digits.allSatisfy(\.isHexDigit)
        }
    }
}
