import Findings
import Manifests

/// Certificates go unchecked.
enum TLSOff: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-TLS-OFF", title: "Certificates are not checked", severity: .high,
        why: "Whoever sits between the build and the server can replace what is downloaded.",
        repair: "Check certificates; install the authority's certificate (ca-certificates) where one is missing.",
        maps: [.cisDocker("4.11"), .cwe(295)], references: ["https://curl.se/docs/sslcerts.html"])

    static let examples = Examples(
        good: [
            "FROM debian:13\nRUN curl -fsSL https://example.com/a -o a\n",
            "FROM node:24\nRUN npm config set strict-ssl true\n",
        ],
        bad: [
            "FROM debian:13\nRUN curl -kfsSL https://example.com/a -o a\n",
            "FROM debian:13\nRUN bash -ec \"curl -k https://example.com/a -o a\"\n",
            "FROM debian:13\nRUN wget --no-check-certificate https://example.com/a\n",
            "FROM python:3.13\nRUN pip install --trusted-host packages.example.com requests==2.32.4\n",
            "FROM node:24\nRUN npm config set strict-ssl false\n",
            "FROM debian:13\nRUN git config --global http.sslVerify false\n",
            "FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n",
        ])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .env || item.keyword == .arg {
            for pair in item.instruction.assignments {
                guard let value = pair.value, isOff(pair.key.value, value.best) else { continue }
                report(Problem(pair.range, "\(pair.key.value) switches the check of certificates off."))
            }
        }
        for run in view.runs {
            for shell in run.script.commands {
                for pair in shell.assignments where isOff(pair.name, pair.value.value) {
                    report(Problem(shell.range, "\(pair.name) switches the check of certificates off."))
                }
            }
            for command in run.scripts.joined() { check(command, run, report: report) }
        }
    }

    /// Variables that switch it off.
    private static func isOff(_ name: String, _ value: String) -> Bool {
        switch name {
        case "NODE_TLS_REJECT_UNAUTHORIZED", "PYTHONHTTPSVERIFY": value == "0"
        case "GIT_SSL_NO_VERIFY": !["", "0", "false", "no"].contains(value.lowercased())
        case "npm_config_strict_ssl", "NPM_CONFIG_STRICT_SSL": ["false", "0"].contains(value.lowercased())
        case "PIP_TRUSTED_HOST": !value.isEmpty
        case "CURL_INSECURE": value == "1"
        default: false
        }
    }

    private static func check(_ outer: CommandView, _ run: DockerfileView.Run, report: (Problem) -> Void) {
        let command = outer.unwrapped
        let words = command.arguments.map { $0.value.lowercased() }
        switch command.name {
        case "curl":
            guard let word = command.arguments.first(where: { isInsecure($0.value) }) else { return }
            report(
                Problem(word.range, "curl does not check the certificate.", fix: removal(of: "k", word, run)))
        case "wget":
            guard let word = command.arguments.first(where: { $0.value == "--no-check-certificate" }) else { return }
            report(Problem(word.range, "wget does not check the certificate.", fix: removal(of: nil, word, run)))
        case "npm", "yarn", "pnpm":
            let isOff =
                words.contains("--strict-ssl=false") || words.contains("strict-ssl=false")
                || zip(words, words.dropFirst()).contains {
                    ($0 == "strict-ssl" || $0 == "--strict-ssl") && $1 == "false"
                }
            guard isOff else { return }
            report(Problem(command.range, "\(command.name) does not check certificates."))
        case "git":
            let isOff =
                words.contains("http.sslverify=false")
                || zip(words, words.dropFirst()).contains { $0.hasSuffix("sslverify") && ["false", "0"].contains($1) }
            guard isOff else { return }
            report(Problem(command.range, "git does not check certificates."))
        case "conda", "mamba":
            guard zip(words, words.dropFirst()).contains(where: { $0 == "ssl_verify" && ["false", "no"].contains($1) })
            else { return }
            report(Problem(command.range, "\(command.name) does not check certificates."))
        default:
            guard PipCommand.isPip(command),
                let word = command.arguments.first(where: { $0.value.hasPrefix("--trusted-host") })
            else { return }
            report(Problem(word.range, "pip trusts the host without checking its certificate."))
        }
    }

    /// `-k`, `--insecure`, or the letter in a group whose letters take no value.
    private static func isInsecure(_ text: String) -> Bool {
        if text == "--insecure" || text == "--proxy-insecure" { return true }
        guard text.hasPrefix("-"), !text.hasPrefix("--") else { return false }
        for letter in text.dropFirst() {
            if letter == "k" { return true }
            // What follows one of these is its value.
            if "oHdXAubeEFmwxyYzCcDTUQKPrt".contains(letter) { return false }
        }
        return false
    }

    private static func removal(of letter: Character?, _ word: ShellWord, _ run: DockerfileView.Run) -> Fix? {
        guard word.isLiteral, !word.isQuoted, !run.isExecForm, word.range.count == word.value.utf8.count else {
            return nil
        }
        if let letter, !word.value.hasPrefix("--"), word.value.utf8.count > 2 {
            var rest = word.value
            if let index = rest.firstIndex(of: letter) { rest.remove(at: index) }
            return .replace(word.range, with: rest, "Check the certificate.")
        }
        // The blank in front goes along.
        return .replace(word.range.lowerBound - 1..<word.range.upperBound, with: "", "Check the certificate.")
    }
}
