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
        let globs = lint.exclude.map { Glob($0) }
        let tree = try ManifestTree(paths: lint.paths) { path in globs.contains { $0.matches(path) } }
        // Objects of one folder belong together; judging all of a large tree again for each fix would be quadratic.
        let neighbours = Dictionary(grouping: tree.files) { Self.folder(of: $0.path) }
        let options = lint.options
        var repairs: [Repair] = []
        for file in tree.files where ManifestKind.detect(path: file.path, bytes: file.bytes) != nil {
            let others = neighbours[Self.folder(of: file.path)] ?? []
            let result = FileRepair.repair(file.bytes, path: file.path, only: onlyRules) { bytes in
                ManifestLinter.lint(bytes, at: file.path, among: others, selection: lint.rules, options: options)
            }
            if result.isChanged || !result.dropped.isEmpty || !result.remaining.isEmpty {
                repairs.append(Repair(path: file.path, original: file.bytes, result: result))
            }
        }
        return (repairs, tree.notes)
    }

    private static func folder(of path: String) -> Substring {
        path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    }
}
