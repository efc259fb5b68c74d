import Findings
import Manifests

/// A password in a command.
enum PasswordInRun: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-RUN-PASSWORD", title: "A password stands in a command", severity: .high,
        why: "The command is in the image's history, and the account's password the same in every copy of the image.",
        repair: "Leave the account without a password; mount what a RUN needs with --mount=type=secret.",
        maps: [.cisDocker("4.10"), .cwe(259), .cwe(798)],
        references: ["https://docs.docker.com/build/building/secrets/"])

    static let examples = Examples(
        good: [
            "FROM debian:13\nRUN --mount=type=secret,id=auth curl -u \"$(cat /run/secrets/auth)\" https://example.com\n",
            "FROM debian:13\nRUN useradd -r app\n", "FROM debian:13\nRUN git clone https://github.com/a/b\n",
        ],
        bad: [
            "FROM debian:13\nRUN echo 'root:hunter2' | chpasswd\n",
            "FROM debian:13\nRUN curl -u admin:hunter2 https://example.com/a\n",
            "FROM debian:13\nRUN git clone https://bot:hunter2@example.com/a.git\n",
        ])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs {
            for commands in run.scripts {
                for outer in commands {
                    let command = outer.unwrapped
                    if let word = password(command, commands) {
                        report(Problem(word.range, "\(command.name) gets a password."))
                    }
                }
            }
        }
    }

    private static func password(_ command: CommandView, _ commands: [CommandView]) -> ShellWord? {
        if let word = command.arguments.first(where: { hasCredentials($0) }) { return word }
        switch command.name {
        case "chpasswd", "passwd":
            guard command.shell.member > 0 else { return nil }
            let source = commands.last {
                $0.shell.pipeline == command.shell.pipeline && $0.shell.member < command.shell.member
                    && ["echo", "printf"].contains($0.name)
            }
            return source?.arguments.last { $0.isLiteral && !$0.value.hasSuffix(":*") && $0.value.contains(":") }
        case "useradd", "usermod":
            guard let word = command.value(of: "p", "password"), word.isLiteral else { return nil }
            return ["", "*", "!", "!!", "x"].contains(word.value) ? nil : word
        case "curl":
            guard let word = command.value(of: "u", "user"), word.isLiteral, word.value.contains(":") else {
                return nil
            }
            return word.value.hasSuffix(":") ? nil : word
        case "wget":
            guard let word = command.value(of: "password", "http-password"), word.isLiteral else { return nil }
            return word
        case "sshpass":
            guard let word = command.value(of: "p"), word.isLiteral, !word.value.isEmpty else { return nil }
            return word
        default: return nil
        }
    }

    /// `scheme://user:password@host` with a literal password.
    private static func hasCredentials(_ word: ShellWord) -> Bool {
        guard word.isLiteral, let scheme = word.value.firstRange(of: "://") else { return false }
        let host = word.value[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
        guard let at = host.lastIndex(of: "@"), let colon = host[..<at].firstIndex(of: ":") else { return false }
        let secret = host[host.index(after: colon)..<at]
        return !secret.isEmpty && !secret.hasPrefix("$") && !secret.hasPrefix("<") && !secret.allSatisfy { $0 == "*" }
    }
}
