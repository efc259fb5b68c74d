import Findings
import ManifestRules
import Policy

/// Repairs Dockerfiles, compose files and Kubernetes manifests: `drydock fix`.
public struct FixWorkflow: Sendable {
    public var lint: LintWorkflow
    /// Ids or aliases of the rules whose fixes are wanted; nil: all.
    public var onlyRules: Set<String>?

    public init(lint: LintWorkflow) { self.lint = lint }

    /// One repaired file.
    public struct Repair: Sendable {
        public var path: String
        public var original: [UInt8]
        public var result: RepairResult
    }

    /// What repairing gives; only files that change or have something to say.
    public func run() throws -> (repairs: [Repair], notes: [ScanNote]) {
        let peers = try PeerConfiguration.read()
        let globs = (lint.exclude + peers.ignoredPaths).map { Glob($0) }
        let tree = try ManifestTree(paths: lint.paths) { path in globs.contains { $0.matches(path) } }
        let group = ManifestGroup(
            files: tree.files, selection: peers.applied(to: lint.rules), options: try lint.options(peers))
        let candidates = Set(group.paths)
        var repairs: [Repair] = []
        for file in tree.files where candidates.contains(file.path) {
            let result = FileRepair.repair(file.bytes, path: file.path, only: onlyRules) { bytes in
                group.lint(bytes, at: file.path)
            }
            if result.isChanged || !result.dropped.isEmpty || !result.remaining.isEmpty {
                repairs.append(Repair(path: file.path, original: file.bytes, result: result))
            }
        }
        return (repairs, tree.notes)
    }
}
