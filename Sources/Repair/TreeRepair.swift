import Findings

/// Applies the fixes that findings carry, and keeps only those that prove themselves: after each the files are judged
/// again, and a fix that adds a finding or does not clear its own is taken back and noted.
///
/// Works for any kind of file: all it knows of them is how they are judged. Files that are judged together, as those of
/// one Go module are, share each judgement: their fixes are tried side by side.
public struct TreeRepair<Failure: Error> {
    /// Gives the findings of each file by its path; the files named here have these bytes in the place of their own.
    public typealias Judge = ([String: [UInt8]]) throws(Failure) -> [String: [Finding]]

    private let wants: (Finding) -> Bool
    private let read: (String) -> [UInt8]?
    private let judge: Judge

    /// - Parameters:
    ///   - wants: which findings to put right.
    ///   - read: the bytes of a file that a finding names; nil for one that stays as it is.
    ///   - judge: how the files are judged, with the rules that the user selected.
    public init(
        wants: @escaping (Finding) -> Bool = { _ in true }, read: @escaping (String) -> [UInt8]?,
        judge: @escaping Judge
    ) {
        self.wants = wants
        self.read = read
        self.judge = judge
    }

    /// What repairing gives for each file that has a finding, by its path.
    public func repair() throws(Failure) -> [String: RepairResult] {
        var state = State(findings: try judge([:]))
        for path in state.findings.keys {
            guard let bytes = read(path) else { continue }
            state.files[path] = FileState(original: bytes)
        }
        for _ in 0..<RepairLimits.rounds {
            let batch = candidates(&state)
            if batch.isEmpty { break }
            var failed = try settle(batch, &state)
            // Together they do not hold; from the last to the first, so that the places of the others stay true.
            var waiting = failed.keys.reduce(into: [:]) { $0[$1] = batch[$1] }
            while true {
                let step = waiting.compactMapValues { $0.last.map { [$0] } }
                if step.isEmpty { break }
                waiting = waiting.mapValues { Array($0.dropLast()) }
                for candidate in step { state.files[candidate.key]?.tried.formUnion(candidate.value.map(\.attempt)) }
                failed = try settle(step, &state)
                for (path, fault) in failed.sorted(by: { $0.key < $1.key }) {
                    guard let candidate = step[path]?.first else { continue }
                    var fault = fault
                    if !fault.isOwn, step.count > 1 {
                        // It may have been another's.
                        guard let alone = try settle([path: [candidate]], &state)[path] else { continue }
                        fault = alone
                    }
                    state.files[path]?.result.dropped.append(.init(finding: candidate.finding, reason: fault.reason))
                }
            }
        }
        return state.results
    }

    private struct FileState {
        let original: [UInt8]
        var result: RepairResult
        var tried: Set<FixCandidate.Attempt> = []
        var attempts = 0
        /// Since fixes were last dropped; what did not hold then may hold on the ground of what came after.
        var hasChanged = false

        init(original: [UInt8]) {
            self.original = original
            result = RepairResult(bytes: original)
        }

        var hasBeenChanged: Bool { result.isChanged && result.bytes != original }
    }

    private struct State {
        var files: [String: FileState] = [:]
        /// By path.
        var findings: [String: [Finding]]

        /// The files that differ from what was read.
        var changes: [String: [UInt8]] {
            files.filter { $0.value.hasBeenChanged }.mapValues { $0.result.bytes }
        }

        var results: [String: RepairResult] {
            var results: [String: RepairResult] = [:]
            for (path, file) in files {
                var result = file.result
                result.remaining = findings[path] ?? []
                if file.hasBeenChanged {
                    // `patch -p1` wants a relative name.
                    let name = path.drop { $0 == "/" }
                    result.patch = UnifiedDiff().bytes(
                        from: file.original, to: result.bytes, oldName: "a/" + name, newName: "b/" + name)
                }
                results[path] = result
            }
            return results
        }
    }

    /// What each file may try now; files with nothing to try are left out.
    private func candidates(_ state: inout State) -> [String: [FixCandidate]] {
        var batch: [String: [FixCandidate]] = [:]
        for (path, var file) in state.files where file.attempts < RepairLimits.fixesOfAFile {
            let findings = (state.findings[path] ?? []).filter(wants)
            var found = FixCandidate.select(findings, in: file.result.bytes, of: path, without: file.tried)
            if found.isEmpty, file.hasChanged, !file.tried.isEmpty {
                file.tried.removeAll()
                file.result.dropped.removeAll()
                file.hasChanged = false
                found = FixCandidate.select(findings, in: file.result.bytes, of: path, without: file.tried)
            }
            file.attempts += found.count
            state.files[path] = file
            if !found.isEmpty { batch[path] = found }
        }
        return batch
    }

    /// Why the fixes of a file were not kept.
    private struct Fault {
        var reason: String
        /// It shows in the file itself; else in one that had no fix.
        var isOwn = true
    }

    /// Applies what holds of a batch, and gives the files whose fixes do not, with the reason.
    private func settle(
        _ batch: [String: [FixCandidate]], _ state: inout State
    ) throws(Failure) -> [String: Fault] {
        var failed: [String: Fault] = [:]
        var batch = batch
        while !batch.isEmpty {
            var edited: [String: [UInt8]] = [:]
            for (path, candidates) in batch {
                guard let file = state.files[path] else { continue }
                let bytes = TextEdit.apply(candidates.flatMap(\.edits), to: file.result.bytes)
                if bytes == file.result.bytes {
                    failed[path] = Fault(reason: "The fix changes nothing.")
                    batch[path] = nil
                } else {
                    edited[path] = bytes
                }
            }
            if batch.isEmpty { break }
            let after = try judge(state.changes.merging(edited) { $1 })
            let bad = faults(of: batch, before: state.findings, after: after)
            if bad.isEmpty {
                state.findings = after
                for (path, candidates) in batch {
                    guard let bytes = edited[path] else { continue }
                    state.files[path]?.result.bytes = bytes
                    state.files[path]?.result.applied += candidates.map(\.finding)
                    state.files[path]?.hasChanged = true
                }
                break
            }
            // The others are judged once more without these: what is kept was judged as it stands.
            for (path, fault) in bad {
                failed[path] = fault
                batch[path] = nil
            }
        }
        return failed
    }

    /// The files of a batch that are not better in every respect, or make another one worse.
    private func faults(
        of batch: [String: [FixCandidate]], before: [String: [Finding]], after: [String: [Finding]]
    ) -> [String: Fault] {
        var bad: [String: Fault] = [:]
        for path in Set(after.keys).union(batch.keys) {
            let old = Self.counts(before[path] ?? [])
            let new = Self.counts(after[path] ?? [])
            let added = new.filter { $0.value > old[$0.key, default: 0] }.keys.sorted()
            if !added.isEmpty {
                let reason = "The fix would add \(added.joined(separator: ", "))."
                for blamed in Self.blamed(for: path, batch) {
                    bad[blamed] = Fault(reason: reason, isOwn: blamed == path)
                }
                continue
            }
            let fixed = Self.counts(batch[path]?.map(\.finding) ?? [])
            if fixed.contains(where: { new[$0.key, default: 0] > old[$0.key, default: 0] - $0.value }) {
                bad[path] = Fault(reason: "The fix does not clear the finding here.")
            }
        }
        return bad
    }

    /// Whose fixes made a file worse: its own, else those of its folder, else all.
    private static func blamed(for path: String, _ batch: [String: [FixCandidate]]) -> [String] {
        if batch[path] != nil { return [path] }
        let neighbours = batch.keys.filter { folder($0) == folder(path) }
        return neighbours.isEmpty ? Array(batch.keys) : neighbours
    }

    private static func folder(_ path: String) -> Substring { path[..<(path.lastIndex(of: "/") ?? path.startIndex)] }

    private static func counts(_ findings: [Finding]) -> [String: Int] {
        findings.reduce(into: [:]) { $0[$1.id, default: 0] += 1 }
    }
}

/// Limits of a repair.
public enum RepairLimits {
    /// Fixes may uncover further ones; this many rounds are run at most.
    public static let rounds = 24
    /// Fixes tried in one file at most.
    public static let fixesOfAFile = 2_000
}
