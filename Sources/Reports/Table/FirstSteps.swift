import Findings

/// What to do first: the upgrades that clear most, and findings of other kinds that cannot wait, most urgent first.
struct FirstStep {
    enum Action {
        case upgrade(UpgradeAdvice)
        case repair(Finding)
    }

    var action: Action
    /// The findings it clears.
    var clears: SeverityCounts
    var worst: Severity
    var priority: Int
    var isKnownExploited: Bool
    /// It stands for so many findings of the same rule.
    var places = 1

    /// Upgrades of `artifact`, and its secrets, misconfigurations and code findings of severity high or worse.
    static func of(_ artifact: ArtifactResult) -> [FirstStep] {
        var byID: [String: [Finding]] = [:]
        for finding in artifact.findings where finding.package != nil { byID[finding.id, default: []].append(finding) }
        var steps = artifact.upgrades.map { upgrade in
            let cleared = upgrade.clears.compactMap { id in
                byID[id]?.first { $0.package?.name == upgrade.package && $0.package?.version == upgrade.from }
                    ?? byID[id]?.first
            }
            return FirstStep(
                action: .upgrade(upgrade), clears: SeverityCounts(cleared),
                worst: cleared.map(\.severity).max() ?? .unknown, priority: cleared.compactMap(\.priority).max() ?? 0,
                isKnownExploited: cleared.contains { $0.exploitation?.kevAdded != nil })
        }
        var firstOfRule: [String: Int] = [:]
        for finding in artifact.findings where finding.kind != .vulnerability && finding.severity >= .high {
            if finding.kind != .secret, let index = firstOfRule[finding.id] {
                steps[index].places += 1
                continue
            }
            firstOfRule[finding.id] = steps.count
            steps.append(
                FirstStep(
                    action: .repair(finding), clears: SeverityCounts([finding]), worst: finding.severity,
                    priority: finding.priority ?? 0, isKnownExploited: false))
        }
        return steps.enumerated().sorted { left, right in
            if left.element.isKnownExploited != right.element.isKnownExploited { return left.element.isKnownExploited }
            if left.element.priority != right.element.priority { return left.element.priority > right.element.priority }
            if left.element.worst != right.element.worst { return left.element.worst > right.element.worst }
            if left.element.clears.total != right.element.clears.total {
                return left.element.clears.total > right.element.clears.total
            }
            return left.offset < right.offset
        }.map(\.element)
    }
}
