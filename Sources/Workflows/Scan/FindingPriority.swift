import Advisories
import Findings

extension Finding {
    /// With a priority where its inspection gave none, on the one scale that orders findings of all kinds.
    var ranked: Finding {
        guard priority == nil else { return self }
        var finding = self
        finding.priority = Priority.of(severity, exploitation, hasFix: fix != nil, reachability)
        return finding
    }
}
