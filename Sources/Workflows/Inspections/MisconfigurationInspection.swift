import Findings
import ManifestRules

/// Misconfiguration: of an image what its configuration says.
struct MisconfigurationInspection: Inspection {
    let kind = FindingKind.misconfiguration
    private let request: ScanRequest

    init(request: ScanRequest) { self.request = request }

    func judge(_ inspected: Inspected) throws -> Judgement {
        var judgement = Judgement()
        if let image = inspected.inventory.image {
            let reviewed = ReviewedImage(facts: image, today: request.clock.day)
            let result = ImageLinter.lint(reviewed, selection: request.rules)
            judgement.findings += result.findings
            judgement.statistics["rules.left-out.image"] = result.rulesLeftOut
        }
        return judgement
    }
}
