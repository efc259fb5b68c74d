import Findings
import Yams

/// Trivy's ignore files, so that a project can change tools without losing its decisions.
/// Source: Trivy's documentation, "Filtering" (`.trivyignore` and `.trivyignore.yaml`).
public enum TrivyIgnore {
    /// One id a line; `exp:YYYY-MM-DD` names the first day it no longer holds; `#` starts a comment.
    public static func rules(from text: String, file: String) throws(PolicyError) -> [IgnoreRule] {
        var rules: [IgnoreRule] = []
        var comment: String?
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let parts = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let words = (parts.first ?? "").split(whereSeparator: \.isWhitespace)
            let remark = parts.count > 1 ? trimmed(parts[1]) : nil
            guard let id = words.first else {
                comment = remark
                continue
            }
            var until: Day?
            for word in words.dropFirst() {
                guard word.hasPrefix("exp:") else { continue }
                guard let day = Day(word.dropFirst(4)) else {
                    throw PolicyError("\(word) names no day; write exp:YYYY-MM-DD", file: file, line: index + 1)
                }
                until = day
            }
            rules.append(
                IgnoreRule(
                    ids: [String(id)], until: until, holdsOnLastDay: false, reason: remark ?? comment,
                    origin: "\(file):\(index + 1)"))
        }
        return rules
    }

    private static func trimmed(_ text: Substring) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? nil : words
    }

    /// The form with sections, paths, purls and statements.
    public static func rules(fromYAML text: String, file: String) throws(PolicyError) -> [IgnoreRule] {
        let root = try YAMLReader.document(text, file: file)
        var rules: [IgnoreRule] = []
        let sections: [(key: String, kind: FindingKind)] = [
            ("vulnerabilities", .vulnerability), ("misconfigurations", .misconfiguration), ("secrets", .secret),
            ("licenses", .licence),
        ]
        guard let root else { return [] }
        try root.allow(only: sections.map(\.key))
        for section in sections {
            for entry in try root.member(section.key)?.list() ?? [] {
                try entry.allow(only: ["id", "paths", "purls", "expired_at", "statement"])
                guard let id = try entry.member("id") else { throw entry.error("an entry needs an id") }
                var purls: [PackageURLPattern] = []
                for value in try entry.member("purls")?.list() ?? [] {
                    guard let purl = PackageURLPattern(try value.text()) else {
                        throw value.error("not a package URL: \(try value.text())")
                    }
                    purls.append(purl)
                }
                rules.append(
                    IgnoreRule(
                        ids: [try id.text()], kinds: [section.kind],
                        paths: try (entry.member("paths")?.list() ?? []).texts().map(Glob.init), purls: purls,
                        until: try entry.member("expired_at")?.day(), holdsOnLastDay: false,
                        reason: try entry.member("statement")?.text(), origin: "\(file):\(entry.line)"))
            }
        }
        return rules
    }
}
