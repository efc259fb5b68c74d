import Artifacts
import Findings
import Inventory

/// One kind of judgement a scan passes: says which analyzers join the pass, then turns their facts into findings.
/// A new kind is one file in `Inspections/` and one line in `AllInspections`.
protocol Inspection: Sendable {
    var kind: FindingKind { get }

    /// What joins the one pass over the artifact.
    func analyzers(for source: ArtifactSource) -> [any Analyzer]

    /// Files of which the inspection wants to know whether an OS package owns them.
    func ownershipQuestions(_ pass: PassResult) -> [PackageLocation]

    /// - Throws: `WorkflowError`, or an error of its room whose description is in the user's words.
    func judge(_ inspected: Inspected) throws -> Judgement
}

extension Inspection {
    func analyzers(for source: ArtifactSource) -> [any Analyzer] { [] }
    func ownershipQuestions(_ pass: PassResult) -> [PackageLocation] { [] }
}

/// What one pass over an artifact brought, for the inspections to judge.
struct Inspected: Sendable {
    /// As the user named it.
    var name: String
    /// Nil for an SBOM.
    var source: ArtifactSource?
    var pass: PassResult
    var inventory: Inventory
}

/// What one inspection says of an artifact.
struct Judgement: Sendable {
    var findings: [Finding] = []
    var suppressed: [SuppressedFinding] = []
    var upgrades: [UpgradeAdvice] = []
    var notes: [ScanNote] = []
    var statistics: [String: Int] = [:]
    /// Facts of the inventory that judging completed (ends of life).
    var os: OperatingSystem?
    var packages: [Package]?
}

/// Every inspection, in the order in which their findings are gathered.
enum AllInspections {
    static func make(_ request: ScanRequest) throws -> [any Inspection] {
        var inspections: [any Inspection] = []
        if !request.kinds.isDisjoint(with: [.vulnerability, .misconfiguration]) {
            let advisories = try OpenAdvisories(AdvisoryStore(path: request.database))
            inspections.append(try EndOfLifeInspection(request: request, advisories: advisories))
            if request.kinds.contains(.vulnerability) {
                inspections.append(try VulnerabilityInspection(request: request, advisories: advisories))
            }
        }
        if request.kinds.contains(.code) { inspections.append(CodeInspection(request: request)) }
        if request.kinds.contains(.secret) { inspections.append(try SecretInspection(request: request)) }
        if request.kinds.contains(.licence) { inspections.append(LicenceInspection(request: request)) }
        if request.kinds.contains(.misconfiguration) {
            inspections.append(try MisconfigurationInspection(request: request))
        }
        return inspections
    }
}
