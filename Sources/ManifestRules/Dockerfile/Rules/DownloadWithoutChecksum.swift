import Findings
import Manifests

/// A download that is unpacked or installed unchecked.
enum DownloadWithoutChecksum: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-DOWNLOAD-CHECKSUM", title: "A download is used without a checksum", severity: .medium,
        why: "Whatever the server sends on the day of the build becomes part of the image.",
        repair: "Compare with a known SHA-256: echo \"$SHA256  file\" | sha256sum -c -.",
        maps: [.cisDocker("4.11"), .cwe(494)],
        references: ["https://docs.docker.com/reference/dockerfile/#add---checksum"], profile: .strict)

    static let examples = Examples(
        good: [
            "FROM debian:13\nRUN curl -fsSLo a.tgz https://example.com/a.tgz && echo \"$SUM a.tgz\" | sha256sum -c - && tar xzf a.tgz\n"
        ],
        bad: [
            "FROM debian:13\nRUN curl -fsSL https://example.com/a.tgz | tar xz\n",
            "FROM debian:13\nRUN wget -q https://example.com/a.deb && dpkg -i a.deb\n",
        ])

    private static let users: Set<String> = [
        "tar", "unzip", "bsdtar", "dpkg", "rpm", "apk", "install", "chmod", "mv", "gunzip", "apt-get", "apt", "yum",
        "dnf",
    ]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs {
            let isChecked = run.commands.contains {
                [
                    "sha256sum", "sha512sum", "sha1sum", "shasum", "b2sum", "gpg", "gpgv", "cosign", "openssl",
                    "minisign", "slsa-verifier",
                ]
                .contains($0.unwrapped.name)
            }
            guard !isChecked,
                let index = run.commands.firstIndex(where: { command in
                    ["curl", "wget"].contains(command.unwrapped.name)
                        && command.arguments.contains { $0.value.hasPrefix("http") || $0.value.contains("://") }
                }),
                run.commands.dropFirst(index + 1).contains(where: { command in
                    users.contains(command.unwrapped.name) && !command.hasArgument(in: ["update", "clean"])
                })
            else { continue }
            report(Problem(run.commands[index].range, "What came is not compared with anything."))
        }
    }
}
