import Findings
import Manifests

/// Packages whose signature nobody checks.
enum SignatureOff: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-SIGNATURE-OFF", title: "Package signatures are not checked", severity: .high,
        why: "The signature is what tells the distribution's package from one put in its place on the way.",
        repair: "Install the repository's key (signed-by=/etc/apt/keyrings/…) and leave the check on.",
        maps: [.cisDocker("4.11"), .cwe(347)],
        references: ["https://manpages.debian.org/unstable/apt/apt-secure.8.en.html"])

    static let examples = Examples(
        good: ["FROM debian:13\nRUN apt-get install -y curl\n"],
        bad: [
            "FROM debian:13\nRUN apt-get install -y --allow-unauthenticated curl\n",
            "FROM debian:13\nRUN echo 'deb [trusted=yes] https://example.com/ ./' > /etc/apt/sources.list.d/a.list\n",
            "FROM alpine:3.22\nRUN apk add --no-cache --allow-untrusted a.apk\n",
            "FROM fedora:43\nRUN dnf install -y --nogpgcheck a && dnf clean all\n",
        ])

    private static let flags: [String: [String]] = [
        "apt-get": ["--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"],
        "apt": ["--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"],
        "apk": ["--allow-untrusted"], "yum": ["--nogpgcheck", "--nogpg"], "dnf": ["--nogpgcheck", "--no-gpgchecks"],
        "microdnf": ["--nogpgcheck"], "zypper": ["--no-gpg-checks", "--allow-unsigned-rpm"],
        "rpm": ["--nosignature", "--nodigest", "--noverify"], "debootstrap": ["--no-check-gpg"],
    ]
    private static let texts = [
        "trusted=yes", "allow-unauthenticated \"true\"", "apt::get::allowunauthenticated=true",
        "allowunauthenticated=1",
        "acquire::allowinsecurerepositories=true", "gpgcheck=0", "repo_gpgcheck=0", "sslverify=0",
    ]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { run, outer in
            let command = outer.unwrapped
            if let names = flags[command.name], let word = command.arguments.first(where: { names.contains($0.value) })
            {
                let isPlain =
                    word.isLiteral && !word.isQuoted && !run.isExecForm
                    && word.range.count == word.value.utf8.count
                // An apk file of one's own has no signature to check; the flag is then what is meant.
                report(
                    Problem(
                        word.range, "\(command.name) does not check signatures.",
                        fix: isPlain && command.name != "apk"
                            ? .replace(
                                word.range.lowerBound - 1..<word.range.upperBound, with: "", "Check signatures.") : nil)
                )
                return
            }
            for word in command.arguments {
                let text = word.value.lowercased()
                guard let match = texts.first(where: { text.contains($0) }) else { continue }
                // `repo_gpgcheck` alone is off by default everywhere.
                if match == "gpgcheck=0", text.contains("repo_gpgcheck=0"), !text.contains("\ngpgcheck=0"),
                    !text.hasPrefix("gpgcheck=0")
                {
                    continue
                }
                report(Problem(word.range, "\(match) switches the check of signatures off."))
                return
            }
        }
        for run in view.runs {
            for heredoc in run.instruction.heredocs {
                let text = heredoc.body.string(0..<heredoc.body.bytes.count).lowercased()
                guard text.contains("trusted=yes") || text.contains("\ngpgcheck=0") else { continue }
                guard !run.commands.contains(where: { $0.range.lowerBound >= heredoc.range.lowerBound }) else {
                    continue
                }
                report(Problem(heredoc.range, "What is written switches the check of signatures off."))
            }
        }
    }
}
