import Findings

/// A comment that tells a linter to pass over something: ours, hadolint's, Trivy's or Checkov's.
public struct Suppression: Sendable, Hashable {
    public enum Scope: Sendable, Hashable {
        /// The instruction or object that follows the comment (or holds it).
        case next
        case file
    }

    /// Ids in the form findings carry, upper case: `DL3008`, `DS-0002`, `DD-DF-…`.
    public var ids: [String]
    public var scope: Scope
    public var reason: String?
    /// Who introduced the form: `drydock`, `hadolint`, `trivy`, `checkov`.
    public var dialect: String

    /// Reads the text of a comment, without its mark; empty where it is no such comment.
    ///
    /// - `drydock:ignore ID[,ID] reason`, `drydock:ignore-file ID[,ID] reason`
    /// - `hadolint ignore=ID,ID # reason`, `hadolint global ignore=…`
    /// - `trivy:ignore:ID`, several in a row, with or without `AVD-`; also `:exp:YYYY-MM-DD` behind
    /// - `checkov:skip=ID:reason`, for the whole file
    public static func read(_ comment: String, today: String? = nil) -> [Suppression] {
        guard comment.utf8.count < 4096 else { return [] }
        let text = comment.trimmingSpaces
        let lowered = text.lowercased()
        if lowered.hasPrefix("drydock:ignore") {
            let isFile = lowered.hasPrefix("drydock:ignore-file")
            let rest = text.dropFirst(isFile ? 19 : 14).drop { $0 == ":" || $0 == "=" || $0 == " " }
            let end = rest.firstIndex { $0 == " " || $0 == "\t" } ?? rest.endIndex
            let ids = self.ids(rest[..<end])
            guard !ids.isEmpty else { return [] }
            return [
                Suppression(
                    ids: ids, scope: isFile ? .file : .next, reason: nonEmpty(rest[end...]), dialect: "drydock")
            ]
        }
        if lowered.hasPrefix("hadolint") { return hadolint(text.dropFirst(8)) }
        if lowered.hasPrefix("trivy:ignore:") || lowered.hasPrefix("tfsec:ignore:") {
            return trivy(text, today: today)
        }
        if lowered.hasPrefix("checkov:skip=") {
            let rest = text.dropFirst(13)
            let end = rest.firstIndex { $0 == ":" || $0 == " " } ?? rest.endIndex
            let ids = self.ids(rest[..<end])
            guard !ids.isEmpty else { return [] }
            return [
                Suppression(
                    ids: ids, scope: .file, reason: nonEmpty(rest[end...].drop { $0 == ":" }), dialect: "checkov")
            ]
        }
        return []
    }

    /// ` ignore=A,B # reason` or ` global ignore=A,B`, with blanks where hadolint allows them.
    private static func hadolint(_ rest: Substring) -> [Suppression] {
        var rest = rest.drop { $0 == " " || $0 == "\t" || $0 == ":" }
        var scope = Scope.next
        if rest.lowercased().hasPrefix("global") {
            scope = .file
            rest = rest.dropFirst(6).drop { $0 == " " || $0 == "\t" }
        }
        guard rest.lowercased().hasPrefix("ignore") else { return [] }
        rest = rest.dropFirst(6).drop { $0 == " " || $0 == "\t" }
        guard rest.first == "=" else { return [] }
        rest = rest.dropFirst()
        let end = rest.firstIndex(of: "#") ?? rest.endIndex
        let ids = self.ids(rest[..<end])
        guard !ids.isEmpty else { return [] }
        return [
            Suppression(
                ids: ids, scope: scope, reason: nonEmpty(rest[end...].drop { $0 == "#" }), dialect: "hadolint")
        ]
    }

    private static func trivy(_ text: String, today: String?) -> [Suppression] {
        var result: [Suppression] = []
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
            let parts = word.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count >= 3, parts[1].lowercased() == "ignore" else { break }
            // A suppression past its day no longer holds.
            if let mark = parts.firstIndex(of: "exp"), mark + 1 < parts.count, let today, parts[mark + 1] < today {
                continue
            }
            let ids = self.ids(parts[2])
            if !ids.isEmpty { result.append(Suppression(ids: ids, scope: .next, reason: nil, dialect: "trivy")) }
        }
        return result
    }

    private static func ids(_ list: Substring) -> [String] {
        list.split(separator: ",").map { normal($0.trimmingSpaces) }.filter { !$0.isEmpty }
    }

    /// `AVD-DS-0002` and `DS002` are `DS-0002`.
    static func normal(_ id: String) -> String {
        var name = id.uppercased()
        if name.hasPrefix("AVD-") { name = String(name.dropFirst(4)) }
        for family in ["DS", "KSV", "KCV"] where name.hasPrefix(family) {
            let number = name.dropFirst(family.count)
            if number.allSatisfy(\.isNumber), !number.isEmpty {
                return family + "-" + String(repeating: "0", count: max(0, 4 - number.count)) + number
            }
        }
        return name
    }

    private static func nonEmpty(_ text: Substring) -> String? {
        let trimmed = text.trimmingSpaces
        return trimmed.isEmpty ? nil : trimmed
    }

    /// Whether it names the finding, by the rule's id or an alias the finding or the rule's Checkov mapping carries.
    public func names(_ finding: Finding, _ card: RuleCard) -> Bool {
        ids.contains { id in
            id == finding.id.uppercased() || finding.aliases.contains { $0.uppercased() == id }
                || card.maps.contains { if case .checkov(let name) = $0 { name == id } else { false } }
        }
    }
}
