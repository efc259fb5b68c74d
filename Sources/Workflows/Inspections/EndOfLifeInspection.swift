import Advisories
import Findings

/// Whether the operating system and the Go toolchain still get fixes; fills the dates the reports show.
struct EndOfLifeInspection: Inspection {
    let kind = FindingKind.misconfiguration
    private let request: ScanRequest

    init(request: ScanRequest) { self.request = request }

    func judge(_ inspected: Inspected) throws -> Judgement {
        let table = try AdvisoryStore(path: request.database).open().endOfLifeTable()
        var inventory = inspected.inventory
        let findings = EndOfLifeJudge(table).judge(&inventory, on: request.clock.day)
        var judgement = Judgement(os: inventory.os, packages: inventory.packages)
        if request.kinds.contains(kind), request.rules.includes(EndOfLifeJudge.card) { judgement.findings = findings }
        return judgement
    }
}
