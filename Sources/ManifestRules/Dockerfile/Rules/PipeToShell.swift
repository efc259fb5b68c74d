import Findings
import Manifests

/// curl … | sh.
enum PipeToShell: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-PIPE-SHELL", title: "A script from the net is run unseen", severity: .high,
        why: "Whoever controls the address, or the way to it, runs code in the build; nothing says what ran.",
        repair: "Download it, check its SHA-256, then run it; better install a package or ADD --checksum=sha256:….",
        maps: [.cisDocker("4.11"), .cwe(494)],
        references: ["https://docs.docker.com/reference/dockerfile/#add---checksum"])

    static let examples = Examples(
        good: [
            "FROM debian:13\nRUN curl -fsSLo i.sh https://example.com/i.sh && echo \"$SUM i.sh\" | sha256sum -c && sh i.sh\n",
            "FROM debian:13\nRUN curl -fsSL https://example.com/a.tar.gz | tar xz\n",
        ],
        bad: [
            "FROM debian:13\nRUN curl -fsSL https://example.com/i.sh | bash -s -- -y\n",
            "FROM debian:13\nRUN sh -c \"$(wget -qO- https://example.com/i.sh)\"\n",
            "FROM debian:13\nRUN bash -c 'curl -s https://example.com/i.sh | sh'\n",
            "FROM debian:13\nRUN [\"/bin/sh\", \"-c\", \"curl -s https://example.com/i.sh | sh\"]\n",
            "FROM debian:13\nRUN bash <(curl -s https://example.com/i.sh)\n",
        ])

    private static let shells: Set<String> = [
        "sh", "bash", "dash", "ash", "zsh", "ksh", "python", "python3", "perl", "ruby", "node", "php", "source", ".",
        "eval",
    ]
    private static let fetchers: Set<String> = ["curl", "wget", "fetch", "http", "aria2c"]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for commands in view.runs.lazy.flatMap(\.scripts) {
            let fetches = commands.filter { fetchers.contains($0.unwrapped.name) }
            guard !fetches.isEmpty else { continue }
            /// The first member of each pipeline that fetches something.
            let sources = Dictionary(
                fetches.map { ($0.shell.pipeline, $0.shell.member) }, uniquingKeysWith: { min($0, $1) })
            let inner = fetches.filter { $0.shell.context == .substitution }.prefix(64)
            for command in commands {
                let runner = command.unwrapped
                guard shells.contains(runner.name) else { continue }
                let isPiped =
                    command.shell.member > 0 && readsInput(runner)
                    && sources[command.shell.pipeline, default: .max] < command.shell.member
                let isSubstituted = inner.contains {
                    $0.range.lowerBound > command.range.lowerBound
                        && $0.range.upperBound <= command.range.upperBound
                        && isRun($0.range, by: runner)
                }
                guard isPiped || isSubstituted else { continue }
                report(Problem(command.range, "What the download holds is run by \(runner.name) at once."))
            }
        }
    }

    /// Reads its script from the pipe: no file and no `-c` is named.
    private static func readsInput(_ command: CommandView) -> Bool {
        if command.name == "eval" || command.name == "source" || command.name == "." { return false }
        if ["sh", "bash", "dash", "ash", "zsh", "ksh"].contains(command.name) {
            if command.has("c") { return false }
            return command.has("s")
                || command.arguments.allSatisfy { $0.value.hasPrefix("-") || $0.value == "/dev/stdin" }
        }
        return command.arguments.allSatisfy { $0.value == "-" }
    }

    private static func isRun(_ range: Range<Int>, by command: CommandView) -> Bool {
        guard let word = command.arguments.first(where: { $0.range.overlaps(range) }) else { return false }
        if command.name == "eval" { return true }
        if word.expansions.contains(where: { $0.kind == .process }) { return true }
        return command.has("c") || command.has("e")
    }
}
