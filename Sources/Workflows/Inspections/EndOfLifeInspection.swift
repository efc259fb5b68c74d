import Advisories
import Findings
import Inventory

/// Whether the operating system and the Go toolchain still get fixes; fills the dates the reports show.
struct EndOfLifeInspection: Inspection {
    let kind = FindingKind.misconfiguration
    private let request: ScanRequest
    private let table: EndOfLifeTable

    /// - Throws: where the database cannot be read.
    init(request: ScanRequest, advisories: OpenAdvisories) throws {
        self.request = request
        table = try advisories.withDatabase { try $0.endOfLifeTable() }
    }

    func judge(_ inspected: Inspected) throws -> Judgement {
        var inventory = inspected.inventory
        let findings = EndOfLifeJudge(table).judge(&inventory, on: request.clock.day)
        var judgement = Judgement(os: inventory.os, packages: inventory.packages)
        if request.kinds.contains(kind), request.rules.includes(EndOfLifeJudge.card) { judgement.findings = findings }
        return judgement
    }
}
