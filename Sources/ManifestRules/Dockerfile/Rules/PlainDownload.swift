import Findings
import Manifests

/// A download over plain HTTP.
enum PlainDownload: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-HTTP", title: "A download over plain HTTP", severity: .medium,
        why: "Whoever sits between the build and the server can replace what is downloaded.",
        repair: "Use https://, or check a SHA-256 of what came.", maps: [.cisDocker("4.11"), .cwe(319), .cwe(494)],
        references: ["https://docs.docker.com/reference/dockerfile/#add---checksum"])

    static let examples = Examples(
        good: [
            "FROM debian:13\nRUN curl -fsSLO https://example.com/a\n",
            "FROM debian:13\nRUN curl -fsSLo a http://example.com/a && echo \"$SUM a\" | sha256sum -c\n",
            "FROM debian:13\nHEALTHCHECK CMD curl -f http://localhost:8080/\n",
        ],
        bad: [
            "FROM debian:13\nRUN curl -fsSLO http://example.com/a\n", "FROM debian:13\nADD http://example.com/a /a\n",
        ])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .add && item.instruction.flag("checksum") == nil {
            for source in item.instruction.copySources where isPlain(source.best) {
                report(Problem(source.range, "\(source.best) is not protected on its way."))
            }
        }
        for run in view.runs {
            let isChecked = run.scripts.joined().contains {
                ["sha256sum", "sha512sum", "sha1sum", "shasum", "gpg", "gpgv", "cosign", "openssl"].contains($0.name)
            }
            guard !isChecked else { continue }
            for outer in run.scripts.joined() {
                let command = outer.unwrapped
                let reads =
                    ["curl", "wget", "aria2c"].contains(command.name)
                    || (command.name == "git" && command.hasArgument("clone"))
                guard reads, let word = command.arguments.first(where: { isPlain($0.value) }) else { continue }
                report(Problem(word.range, "\(word.value) is not protected on its way."))
            }
        }
    }

    private static func isPlain(_ address: String) -> Bool {
        guard address.hasPrefix("http://") || address.hasPrefix("ftp://") || address.hasPrefix("git://") else {
            return false
        }
        let host = address.drop { $0 != "/" }.dropFirst(2).prefix { !"/:?".contains($0) }
        let isLocal = ["localhost", "127.0.0.1", "0.0.0.0", "[", "host.docker.internal"].contains(String(host))
        return !isLocal && !host.isEmpty && !host.hasPrefix("169.254.")
    }
}
