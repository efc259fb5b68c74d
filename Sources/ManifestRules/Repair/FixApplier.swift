import Findings
import Manifests

/// Applies the fixes that findings carry, and keeps only those that prove themselves: after each the file is linted
/// again, and a fix that adds a finding or does not clear its own is taken back and noted.
///
/// Works for any kind of file: all it knows of one is how to lint it.
public struct FixApplier {
    /// Fixes may uncover further ones; this many rounds are run at most.
    public static let roundLimit = 24
    /// Fixes tried in one file at most.
    public static let fixLimit = 2_000

    private let path: String
    private let lint: ([UInt8]) -> LintResult
    private let wants: (Finding) -> Bool

    /// - Parameters:
    ///   - path: of the file; fixes of other files are left out.
    ///   - wants: which findings to put right.
    ///   - lint: how the file is judged, with the rules that the user selected.
    public init(
        path: String, wants: @escaping (Finding) -> Bool = { _ in true }, lint: @escaping ([UInt8]) -> LintResult
    ) {
        self.path = path
        self.wants = wants
        self.lint = lint
    }

    public func repair(_ original: [UInt8]) -> RepairResult {
        var result = RepairResult(bytes: original)
        var findings = lint(original).findings
        var tried = Set<Attempt>()
        var attempts = 0
        // Since fixes were last dropped; what did not hold then may hold on the ground of what came after.
        var hasChanged = false
        for _ in 0..<Self.roundLimit {
            var candidates = self.candidates(findings, in: result.bytes, without: tried)
            if candidates.isEmpty, hasChanged, !tried.isEmpty {
                tried.removeAll()
                result.dropped.removeAll()
                hasChanged = false
                candidates = self.candidates(findings, in: result.bytes, without: tried)
            }
            guard !candidates.isEmpty, attempts < Self.fixLimit else { break }
            attempts += candidates.count
            if let (bytes, after) = apply(candidates, to: result.bytes, findings) {
                result.bytes = bytes
                result.applied += candidates.map(\.finding)
                findings = after
                hasChanged = true
                continue
            }
            // Together they do not hold; from the last to the first, so that the places of the others stay true.
            for candidate in candidates.reversed() {
                tried.insert(candidate.attempt)
                guard let (bytes, after) = apply([candidate], to: result.bytes, findings) else {
                    result.dropped.append(
                        .init(finding: candidate.finding, reason: reason(candidate, in: result.bytes, findings)))
                    continue
                }
                result.bytes = bytes
                result.applied.append(candidate.finding)
                findings = after
                hasChanged = true
            }
        }
        result.remaining = findings
        if result.bytes != original {
            result.diff = UnifiedDiff().text(
                from: original, to: result.bytes, oldName: "a/" + path, newName: "b/" + path)
        }
        return result
    }

    /// What is remembered of a fix that was tried: places move, the text does not.
    private struct Attempt: Hashable {
        var rule: String
        var replaced: [[UInt8]]
        var replacements: [String]
        /// The line the first edit is in, as it was.
        var line: [UInt8]
    }

    private struct Candidate {
        var finding: Finding
        var edits: [TextEdit]
        var attempt: Attempt
    }

    /// Fixes that touch no common byte, in the order of the text.
    private func candidates(
        _ findings: [Finding], in bytes: [UInt8], without tried: Set<Attempt>
    ) -> [Candidate] {
        var result: [Candidate] = []
        for finding in findings where wants(finding) {
            guard let fix = finding.fix, !fix.edits.isEmpty, fix.path == nil || fix.path == path else { continue }
            let edits = fix.edits.sorted { $0.range.lowerBound < $1.range.lowerBound }
            guard Self.areSound(edits, count: bytes.count), let first = edits.first else { continue }
            let attempt = Attempt(
                rule: finding.id, replaced: edits.map { Array(bytes[$0.range]) },
                replacements: edits.map(\.replacement), line: Self.line(at: first.range.lowerBound, in: bytes))
            guard !tried.contains(attempt) else { continue }
            result.append(Candidate(finding: finding, edits: edits, attempt: attempt))
        }
        result.sort { ($0.edits[0].range.lowerBound, $0.finding.id) < ($1.edits[0].range.lowerBound, $1.finding.id) }
        var chosen: [Candidate] = []
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
            if taken.count > 512 { break }
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

    /// The file with the edits and its findings, or nil where it is not better in every respect.
    private func apply(
        _ candidates: [Candidate], to bytes: [UInt8], _ before: [Finding]
    ) -> (bytes: [UInt8], findings: [Finding])? {
        let edited = Self.edit(bytes, candidates.flatMap(\.edits))
        guard edited != bytes else { return nil }
        let after = lint(edited).findings
        let (old, new) = (Self.counts(before), Self.counts(after))
        for (id, count) in new where count > old[id, default: 0] { return nil }
        for (id, fixed) in Self.counts(candidates.map(\.finding))
        where new[id, default: 0] > old[id, default: 0] - fixed { return nil }
        return (edited, after)
    }

    private func reason(_ candidate: Candidate, in bytes: [UInt8], _ before: [Finding]) -> String {
        let after = lint(Self.edit(bytes, candidate.edits)).findings
        let (old, new) = (Self.counts(before), Self.counts(after))
        let added = new.filter { $0.value > old[$0.key, default: 0] }.keys.sorted()
        return added.isEmpty
            ? "The fix does not clear the finding here." : "The fix would add \(added.joined(separator: ", "))."
    }

    private static func counts(_ findings: [Finding]) -> [String: Int] {
        findings.reduce(into: [:]) { $0[$1.id, default: 0] += 1 }
    }

    /// The edits in place; they touch no common byte.
    public static func edit(_ bytes: [UInt8], _ edits: [TextEdit]) -> [UInt8] {
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
