import Findings

/// Renders what a rule says of itself as a page of Markdown: docs/rules/ is made of these, and `drydock explain` shows one.
public enum RuleDocumentation {
    /// One rule's page.
    ///
    /// - Parameters:
    ///   - language: of the examples' code blocks: `dockerfile`, `yaml`, `go`.
    ///   - repair: what `drydock fix` makes of an example, as a diff; nil where a person decides.
    public static func page(
        _ card: RuleCard, _ examples: Examples, language: String = "", repair: String? = nil
    ) -> String {
        var text = "# \(card.id): \(card.title)\n\n"
        text += "| | |\n|---|---|\n"
        text += "| Severity | \(card.severity.rawValue) |\n"
        text += "| Profile | \(profile(card.profile)) |\n"
        if card.confidence != .high { text += "| Confidence | \(card.confidence.rawValue) |\n" }
        for (name, values) in mappings(card) { text += "| \(name) | \(values.joined(separator: ", ")) |\n" }
        text += "\n## Why\n\n\(card.why)\n\n## How to fix\n\n\(card.repair)\n"
        if let repair { text += block("What drydock fix does", [repair], "diff") }
        text += block("Reported", examples.bad, language)
        text += block("Passed", examples.good, language)
        text += "\n## Switching it off\n\n"
        let mark = language == "go" ? "//" : "#"
        text += "`--rules -\(card.id)`, or in the file, above the place: `\(mark) drydock:ignore \(card.id) reason`.\n"
        if !card.references.isEmpty {
            text += "\n## References\n\n" + card.references.map { "- <\($0)>\n" }.joined()
        }
        return text
    }

    /// The files of docs/rules/ for rules of one kind: a page each, named after the id.
    public static func pages(
        of rules: [any ManifestRule.Type], language: String
    ) -> [(name: String, text: String)] {
        rules.map { ($0.card.id + ".md", page($0.card, $0.examples, language: language)) }
    }

    /// The index of rules of one kind, with a heading of the second level.
    public static func index(of rules: [any ManifestRule.Type], heading: String) -> String {
        "## \(heading)\n\n" + indexHead + rules.map { $0.card }.sorted { $0.id < $1.id }.map { row($0) }.joined()
    }

    /// One line of an index: a table row with a link to the page.
    public static func row(_ card: RuleCard) -> String {
        let peers = card.aliases.isEmpty ? "" : card.aliases.joined(separator: ", ")
        return "| [\(card.id)](\(card.id).md) | \(card.title) | \(card.severity.rawValue) | \(card.profile.rawValue) | "
            + "\(peers) |\n"
    }

    /// The head of an index that `row` fills.
    public static let indexHead = "| Rule | Title | Severity | Profile | Peers |\n|---|---|---|---|---|\n"

    private static func profile(_ profile: RuleProfile) -> String {
        switch profile {
        case .standard: "default"
        case .strict: "strict (`--rules strict`)"
        case .all: "all (`--rules all`)"
        }
    }

    /// The mappings by catalogue, in a fixed order.
    static func mappings(_ card: RuleCard) -> [(name: String, values: [String])] {
        var result: [(name: String, values: [String])] = []
        func add(_ name: String, _ value: String) {
            if let index = result.firstIndex(where: { $0.name == name }) {
                result[index].values.append(value)
            } else {
                result.append((name, [value]))
            }
        }
        for map in card.maps {
            switch map {
            case .hadolint(let id): add("hadolint", id)
            case .trivy(let id): add("Trivy", id)
            case .kubeLinter(let id): add("kube-linter", id)
            case .gosec(let id): add("gosec", id)
            case .gitleaks(let id): add("gitleaks", id)
            case .checkov(let id): add("Checkov", id)
            case .cisDocker(let section): add("CIS Docker 1.6", section)
            case .cisKubernetes(let section): add("CIS Kubernetes 1.9", section)
            case .nsaCisa(let heading): add("NSA/CISA", heading)
            case .podSecurity(let level, let control): add("Pod Security Standards", "\(level): \(control)")
            case .cwe(let number): add("CWE", "[CWE-\(number)](https://cwe.mitre.org/data/definitions/\(number).html)")
            case .owasp(let id): add("OWASP", id)
            }
        }
        return result
    }

    private static func block(_ title: String, _ texts: [String], _ language: String) -> String {
        guard !texts.isEmpty else { return "" }
        var result = "\n## \(title)\n"
        for text in texts {
            // A fence longer than any inside.
            var fence = "```"
            while text.contains(fence) { fence += "`" }
            result += "\n\(fence)\(language)\n\(text.hasSuffix("\n") ? text : text + "\n")\(fence)\n"
        }
        return result
    }
}
