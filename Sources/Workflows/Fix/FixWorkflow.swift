import Findings
import ManifestRules
import Policy
import Repair

/// Repairs Dockerfiles, compose files, Kubernetes manifests and Go source: `drydock fix`.
public struct FixWorkflow: Sendable {
    /// The paths, the rules and what is left out; for manifests also the decisions of a person.
    public var lint: LintWorkflow
    public var go = GoSettings()
    /// `misconfig`, `code` or both.
    public var kinds: Set<FindingKind> = [.misconfiguration, .code]
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
    public struct Outcome: Sendable {
        public var repairs: [Repair] = []
        public var notes: [ScanNote] = []
    }

    /// The files and folders among the targets of a scan.
    /// - Throws: where a target is none that can be repaired.
    public static func paths(of targets: [String]) throws(WorkflowError) -> [String] {
        var paths: [String] = []
        for target in targets {
            guard case .artifact(let artifact) = try ScanTarget(target), !artifact.isStandardInput,
                artifact.scheme == nil || artifact.scheme == .folder || artifact.scheme == .file
            else { throw WorkflowError("is no folder or file of source that could be repaired", subject: target) }
            paths.append(artifact.path)
        }
        return paths
    }

    /// - Throws: `WorkflowError` for a path that cannot be read.
    public func run() throws -> Outcome {
        var outcome = Outcome()
        // Go's name for a folder with all that is below it.
        let paths = lint.paths.map { ScanTarget.withoutDots($0) }
        let wants = try wants()
        if kinds.contains(.misconfiguration) { try repairManifests(paths, wants, &outcome) }
        if kinds.contains(.code) { try repairGo(paths, wants, &outcome) }
        return outcome
    }

    /// Findings that the user's configuration sets aside are left as they are.
    private func wants() throws -> @Sendable (Finding) -> Bool {
        guard let day = Day(lint.clock.day) else { throw WorkflowError("the clock gives no day") }
        let isNamed = RepairResult.wanted(onlyRules)
        let policy = lint.policy
        return { isNamed($0) && !policy.ignores($0, on: day) }
    }

    private func repairManifests(
        _ paths: [String], _ wants: @escaping (Finding) -> Bool, _ outcome: inout Outcome
    ) throws {
        let peers = try PeerConfiguration.read()
        let globs = (lint.exclude + peers.ignoredPaths).map { Glob($0) }
        // A Go file is none of these, and no reason to say so.
        let paths = kinds.contains(.code) ? paths.filter { !$0.hasSuffix(".go") } : paths
        let tree = try ManifestTree(paths: paths) { path in globs.contains { $0.matches(path) } }
        let group = ManifestGroup(
            files: tree.files, selection: peers.applied(to: lint.rules), options: try lint.options(peers))
        let candidates = Set(group.paths)
        for file in tree.files where candidates.contains(file.path) {
            let result = FileRepair.repair(file.bytes, path: file.path, wants: wants) { bytes in
                group.lint(bytes, at: file.path)
            }
            if result.isChanged || !result.dropped.isEmpty || !result.remaining.isEmpty {
                outcome.repairs.append(Repair(path: file.path, original: file.bytes, result: result))
            }
        }
        outcome.notes += tree.notes + tree.notes(judged: candidates)
    }

    private func repairGo(
        _ paths: [String], _ wants: @escaping (Finding) -> Bool, _ outcome: inout Outcome
    ) throws {
        let globs = lint.exclude.map { Glob($0) }
        var known = Set<String>()
        for path in paths {
            guard let target = try GoRepairTarget(path) else { continue }
            let repair = GoRepair(target: target, options: go.options(rules: lint.rules))
            let (repairs, notes) = try repair.run { finding in
                wants(finding) && !globs.contains { $0.matches(finding.location?.path ?? "") }
            }
            // Two paths may lead to one file.
            outcome.repairs += repairs.filter { known.insert($0.path).inserted }
            outcome.notes += notes
        }
    }
}
