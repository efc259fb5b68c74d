import Artifacts
import Findings

/// Turns facts into findings: where a secret stands, whether it is only hidden, and what to do.
public struct SecretJudge: Sendable {
    private let cards: [String: RuleCard]

    public init(_ scanner: SecretScanner) {
        cards = Dictionary(
            (scanner.engine.rules + SecretRules.all).map { ($0.card.id, $0.card) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Findings of a pass, those of the image's configuration included, in the order of layers and paths.
    ///
    /// - Parameter isOwnedByDistribution: whether a path is a file of a distribution's package, which everyone has:
    ///   keys of its tests and samples of its manuals are no secrets of the image's maker.
    /// - Returns: what to report; and what an inline comment accepts, or what the distribution ships.
    public func findings(
        in result: PassResult, scanner: SecretScanner, isOwnedByDistribution: (String) -> Bool = { _ in false }
    ) -> (findings: [Finding], suppressed: [SuppressedFinding]) {
        var located = result.facts.compactMap { item in
            (item.fact as? SecretFact).map { Located(item: item, fact: $0) }
        }
        if let image = result.image {
            for fact in scanner.scan(imageConfiguration: image.configuration) {
                let item = LocatedFact(path: ImageConfigurationScan.path, fact: fact)
                located.append(Located(item: item, fact: fact))
            }
        }
        var (findings, suppressed) = findings(located)
        findings.removeAll { finding in
            guard let path = finding.location?.path.prefix(while: { $0 != "!" }), isOwnedByDistribution(String(path))
            else {
                return false
            }
            suppressed.append(
                SuppressedFinding(
                    finding: finding, cause: "owned-by-distribution", reason: "a file of a distribution's package"))
            return true
        }
        return (findings, suppressed)
    }

    /// Findings of facts without layers: of a history, or of a single text.
    public func findings(
        of facts: [(path: String, fact: SecretFact)]
    ) -> (findings: [Finding], suppressed: [SuppressedFinding]) {
        findings(facts.map { Located(item: LocatedFact(path: $0.path, fact: $0.fact), fact: $0.fact) })
    }

    private struct Located {
        var item: LocatedFact
        var fact: SecretFact
    }

    private func findings(_ located: [Located]) -> (findings: [Finding], suppressed: [SuppressedFinding]) {
        var order: [String] = []
        var groups: [String: [Located]] = [:]
        for one in located {
            if groups[one.fact.fingerprint] == nil { order.append(one.fact.fingerprint) }
            groups[one.fact.fingerprint, default: []].append(one)
        }
        var findings: [Finding] = []
        var suppressed: [SuppressedFinding] = []
        for key in order {
            guard let group = groups[key] else { continue }
            // The one a container would see comes first, then that of the highest layer.
            let sorted = group.enumerated().sorted { left, right in
                let (a, b) = (left.element.item, right.element.item)
                if a.isVisible != b.isVisible { return a.isVisible }
                let (x, y) = (a.layer?.index ?? 0, b.layer?.index ?? 0)
                return x != y ? x > y : left.offset < right.offset
            }.map(\.element)
            guard let main = sorted.first else { continue }
            var finding = finding(main)
            finding.otherLocations = sorted.dropFirst().map(location)
            if group.allSatisfy(\.fact.isAllowedInline) {
                suppressed.append(
                    SuppressedFinding(finding: finding, cause: "ignored", reason: "a comment on its line accepts it"))
            } else {
                findings.append(finding)
            }
        }
        return (findings, suppressed)
    }

    private func finding(_ one: Located) -> Finding {
        let fact = one.fact
        let card = cards[fact.ruleID]
        var message = "\(fact.shown): \(card?.why ?? "")"
        if case .hidden(let layer) = one.item.visibility {
            message +=
                " The file is deleted or replaced in layer \(layer), and still recoverable from"
                + " layer \(one.item.layer?.index ?? 0)."
        }
        if let commit = fact.commit {
            message +=
                " Commit \(commit)" + (fact.author.map { " by \($0)" } ?? "") + (fact.date.map { ", \($0)" } ?? "")
            message += " brought it."
        }
        return Finding(
            id: fact.ruleID, aliases: fact.aliases, kind: .secret, severity: fact.severity, severitySource: "drydock",
            title: fact.title, message: message, location: location(one), confidence: fact.confidence,
            evidence: [fact.shown] + fact.evidence, fix: card.map { Fix(summary: $0.repair) }, cwe: card?.cwe ?? [798],
            references: card?.references ?? [], fingerprint: fact.fingerprint)
    }

    private func location(_ one: Located) -> Location {
        Location(
            path: one.fact.member.map { one.item.path + "!" + $0 } ?? one.item.path, line: one.fact.line,
            column: one.fact.column, endLine: one.fact.endLine, layer: one.item.layer)
    }
}
