import Findings
import GoSource

/// Bidirectional control characters make code look different from what the compiler reads.
struct TrojanSource: GoRule {
    static let card = RuleCard(
        id: "DD-GO-TROJAN-SOURCE", title: "Invisible characters that change reading order", severity: .high,
        why: "Bidirectional control characters make code look different from what the compiler reads.",
        repair: "Remove the character, or write it as an escape.", maps: [.gosec("G116"), .cwe(838)])
    static let examples = Examples(
        good: ["const a = \"\\u202e\"\n"], bad: ["const a = \"\u{202E}x\"\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for file in code.files {
            guard let offset = first(in: file.tree.source) else { continue }
            report.add(
                file.tree.packageClause, in: file, range: offset..<(offset + 3),
                "a bidirectional control character stands here")
        }
    }

    /// U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069: E2 80 8E…, E2 80 AA…, E2 81 A6….
    private static func first(in source: SourceText) -> Int? {
        source.withBytes { bytes in
            var at = 0
            while at + 2 < bytes.count {
                guard bytes[at] == 0xE2 else {
                    at += 1
                    continue
                }
                let second = bytes[at + 1]
                let third = bytes[at + 2]
                if second == 0x80, third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE) { return at }
                if second == 0x81, third >= 0xA6, third <= 0xA9 { return at }
                at += 3
            }
            return nil
        }
    }
}
