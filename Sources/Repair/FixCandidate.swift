import Findings

/// The fix of one finding, as it may be tried on a file.
struct FixCandidate: Sendable {
    var finding: Finding
    /// In the order of the text.
    var edits: [TextEdit]
    var attempt: Attempt

    /// What is remembered of a fix that was tried: places move, the text does not.
    struct Attempt: Hashable, Sendable {
        var rule: String
        var replaced: [[UInt8]]
        var replacements: [String]
        /// The line the first edit is in, as it was.
        var line: [UInt8]
    }

    /// Edits that one file is given at a time.
    private static let editLimit = 512

    /// Fixes that touch no common byte, in the order of the text.
    static func select(
        _ findings: [Finding], in bytes: [UInt8], of path: String, without tried: Set<Attempt>
    ) -> [FixCandidate] {
        var result: [FixCandidate] = []
        for finding in findings {
            guard let fix = finding.fix, !fix.edits.isEmpty, fix.path == nil || fix.path == path else { continue }
            let edits = fix.edits.sorted { $0.range.lowerBound < $1.range.lowerBound }
            guard areSound(edits, count: bytes.count), let first = edits.first else { continue }
            let attempt = Attempt(
                rule: finding.id, replaced: edits.map { Array(bytes[$0.range]) },
                replacements: edits.map(\.replacement), line: line(at: first.range.lowerBound, in: bytes))
            guard !tried.contains(attempt) else { continue }
            result.append(FixCandidate(finding: finding, edits: edits, attempt: attempt))
        }
        result.sort { ($0.edits[0].range.lowerBound, $0.finding.id) < ($1.edits[0].range.lowerBound, $1.finding.id) }
        var chosen: [FixCandidate] = []
        var taken: [Range<Int>] = []
        for candidate in result {
            let touches = candidate.edits.contains { edit in
                taken.contains { other in
                    // Two insertions at one place have no order of their own.
                    edit.range.lowerBound <= other.upperBound && other.lowerBound <= edit.range.upperBound
                }
            }
            guard !touches else { continue }
            chosen.append(candidate)
            taken += candidate.edits.map(\.range)
            if taken.count > editLimit { break }
        }
        return chosen
    }

    private static func areSound(_ edits: [TextEdit], count: Int) -> Bool {
        guard edits.allSatisfy({ $0.range.lowerBound >= 0 && $0.range.upperBound <= count }) else { return false }
        return zip(edits, edits.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound }
    }

    private static func line(at offset: Int, in bytes: [UInt8]) -> [UInt8] {
        var start = min(offset, bytes.count)
        while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        var end = min(offset, bytes.count)
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        return Array(bytes[start..<end])
    }
}

extension TextEdit {
    /// A text with edits in place; they touch no common byte.
    public static func apply(_ edits: [TextEdit], to bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 64)
        var position = 0
        for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard edit.range.lowerBound >= position, edit.range.upperBound <= bytes.count else { continue }
            result += bytes[position..<edit.range.lowerBound]
            result += edit.replacement.utf8
            position = edit.range.upperBound
        }
        return result + bytes[position...]
    }
}
