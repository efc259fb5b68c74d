import Artifacts
import Findings
import Policy

/// Scans targets: opens each, runs the one pass, makes the inventory, judges it, applies the policy.
public struct ScanWorkflow: Sendable {
    public typealias Progress = @Sendable (_ target: String, _ progress: PassProgress) -> Void

    /// Targets scanned side by side.
    static let parallelTargets = 4

    let request: ScanRequest

    public init(request: ScanRequest) { self.request = request }

    /// - Throws: `WorkflowError` naming the target that could not be scanned, or the database.
    public func run(progress: Progress? = nil) async throws -> ScanResult {
        guard !request.targets.isEmpty else { throw WorkflowError("nothing to scan: name a target") }
        guard request.targets.count(where: { $0 == "-" || $0.hasSuffix(":-") }) <= 1 else {
            throw WorkflowError("only one target can be read from standard input")
        }
        let targets = try request.targets.map { (text: $0, target: try ScanTarget($0)) }
        let inspections = try AllInspections.make(request)
        let scanner = TargetScanner(request: request, inspections: inspections)

        var artifacts = [ArtifactResult?](repeating: nil, count: targets.count)
        try await withThrowingTaskGroup(of: (Int, ArtifactResult).self) { group in
            var next = 0
            func start() {
                guard next < targets.count else { return }
                let index = next
                next += 1
                let (text, target) = targets[index]
                group.addTask {
                    (index, try await scanner.scan(target, named: text) { progress?(text, $0) })
                }
            }
            for _ in 0..<Self.parallelTargets { start() }
            while let (index, artifact) = try await group.next() {
                artifacts[index] = artifact
                start()
            }
        }
        let result = ScanResult(
            toolVersion: ToolVersion.current, created: request.clock.timestamp,
            snapshot: inspections.lazy.compactMap { ($0 as? VulnerabilityInspection)?.snapshot }.first,
            artifacts: artifacts.compactMap { $0 })
        guard let day = Day(request.clock.day) else { throw WorkflowError("the clock gives no day") }
        return request.policy.apply(to: result, on: day)
    }
}
