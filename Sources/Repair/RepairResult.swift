import Findings

/// What repairing one file gives.
public struct RepairResult: Sendable {
    /// A fix that was not applied.
    public struct Dropped: Sendable {
        public var finding: Finding
        /// In the user's words, with a full stop.
        public var reason: String

        public init(finding: Finding, reason: String) {
            self.finding = finding
            self.reason = reason
        }
    }

    /// The file as it is to be written; the input where nothing was applied.
    public var bytes: [UInt8]
    /// Findings that were put right, with their places in the file as it was when each was applied.
    public var applied: [Finding]
    public var dropped: [Dropped]
    /// What linting `bytes` reports.
    public var remaining: [Finding]
    /// Unified diff from the input to `bytes`; empty where they are equal.
    public var patch: [UInt8]

    public init(
        bytes: [UInt8], applied: [Finding] = [], dropped: [Dropped] = [], remaining: [Finding] = [], patch: [UInt8] = []
    ) {
        self.bytes = bytes
        self.applied = applied
        self.dropped = dropped
        self.remaining = remaining
        self.patch = patch
    }

    /// The patch as text.
    public var diff: String { String(decoding: patch, as: UTF8.self) }

    public var isChanged: Bool { !applied.isEmpty }

    /// Tells findings of rules of these ids or aliases, in either case; all where `ids` is nil.
    public static func wanted(_ ids: Set<String>?) -> @Sendable (Finding) -> Bool {
        guard let wanted = ids.map({ ids in Set(ids.map { $0.uppercased() }) }) else { return { _ in true } }
        return { finding in
            wanted.contains(finding.id.uppercased())
                || finding.aliases.contains { wanted.contains($0.uppercased()) }
        }
    }
}
