import Advisories
import Findings

/// Packages under licences that the configuration does not accept.
struct LicenceInspection: Inspection {
    let kind = FindingKind.licence
    private let judge: LicenceJudge

    init(request: ScanRequest) {
        judge = LicenceJudge(
            LicencePolicy(
                denied: request.licences.denied,
                reportsUnknown: request.licences.reportsUnknown || request.rules.includes(LicenceJudge.unknownCard)))
    }

    func judge(_ inspected: Inspected) throws -> Judgement {
        Judgement(findings: judge.judge(inspected.inventory.packages))
    }
}
