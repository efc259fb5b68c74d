import ArgumentParser
import Findings
import Workflows

#if canImport(Glibc)
    import Glibc
#endif

/// Lists the rules.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List every rule: id, severity, profile, what other tools call it.",
        discussion: """
            Examples:
              drydock rules
              drydock rules --topic kubernetes --profile strict
              drydock explain DD-DF-USER-ROOT
            """)

    @Option(help: ArgumentHelp("dockerfile, compose, kubernetes, image, go, secret or licence.", valueName: "topic"))
    var topic: String?

    @Option(help: ArgumentHelp("Only rules of this profile: default, strict or all.", valueName: "profile"))
    var profile: String?

    @Flag(help: "As JSON.")
    var json = false

    @Option(help: .hidden)
    var writeDocs: String?

    func run() throws {
        if let writeDocs {
            mkdir(writeDocs, 0o755)
            for page in RuleCatalogue.documentation {
                try OutputFile.write(Array(page.text.utf8), to: "\(writeDocs)/\(page.name)")
            }
            return
        }
        let all = RuleCatalogue.all
        let topics = all.reduce(into: [String]()) { if !$0.contains($1.topic) { $0.append($1.topic) } }
        if let topic, !topics.contains(topic) {
            throw ValidationError("There is no topic “\(topic)”; there is \(topics.joined(separator: ", ")).")
        }
        var wanted: RuleProfile?
        if let profile {
            wanted = RuleProfile(rawValue: profile)
            if wanted == nil { throw ValidationError("--profile takes default, strict or all.") }
        }
        let rules = all.filter { entry in
            (topic.map { entry.topic == $0 } ?? true) && (wanted.map { entry.card.profile == $0 } ?? true)
        }
        StandardOutput.write(json ? Self.json(rules) : Self.table(rules))
    }

    private static func table(_ rules: [RuleCatalogue.Entry]) -> String {
        let width = rules.map(\.card.id.count).max() ?? 0
        var lines: [String] = []
        for entry in rules {
            let card = entry.card
            let peers = card.aliases.isEmpty ? "" : "  (\(card.aliases.joined(separator: ", ")))"
            lines.append(
                "\(card.id.padding(to: width))  \(card.severity.rawValue.padding(to: 8))  "
                    + "\(card.profile.rawValue.padding(to: 7))  \(card.title)\(peers)")
        }
        lines.append("\(rules.count) rules")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func json(_ rules: [RuleCatalogue.Entry]) -> String {
        func quoted(_ text: String) -> String {
            var quoted = "\""
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\"", "\\": quoted += "\\\(scalar)"
                case "\n": quoted += "\\n"
                case "\t": quoted += "\\t"
                default: quoted.unicodeScalars.append(scalar)
                }
            }
            return quoted + "\""
        }
        let items = rules.map { entry in
            let card = entry.card
            return "  {\"id\": \(quoted(card.id)), \"topic\": \(quoted(entry.topic)), "
                + "\"kind\": \(quoted(entry.kind.rawValue)), \"severity\": \(quoted(card.severity.rawValue)), "
                + "\"profile\": \(quoted(card.profile.rawValue)), \"title\": \(quoted(card.title)), "
                + "\"aliases\": [\(card.aliases.map(quoted).joined(separator: ", "))], "
                + "\"cwe\": [\(card.cwe.map(String.init).joined(separator: ", "))], "
                + "\"why\": \(quoted(card.why)), \"repair\": \(quoted(card.repair))}"
        }
        return "[\n" + items.joined(separator: ",\n") + "\n]\n"
    }
}

/// Shows what one rule says of itself.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show a rule: why it matters, how to fix it, examples.",
        discussion: """
            Examples:
              drydock explain DD-DF-USER-ROOT
              drydock explain DL3008
            """)

    @Argument(help: ArgumentHelp("Id of the rule, or what another tool calls it.", valueName: "id"))
    var id: String

    func run() throws {
        let rules = RuleCatalogue.named(id)
        guard !rules.isEmpty else {
            throw WorkflowError("no rule has this id; drydock rules lists them all", subject: id)
        }
        StandardOutput.write(rules.map(\.page).joined(separator: "\n"))
    }
}
