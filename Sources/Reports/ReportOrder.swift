import Findings

/// The order that every report shows things in: what to act on first stands first, and ties are broken by names, so
/// that the same facts give the same bytes however the scan found them.
extension ScanResult {
    var ordered: ScanResult {
        var result = self
        result.artifacts = artifacts.map(\.ordered)
        return result
    }
}

extension ArtifactResult {
    var ordered: ArtifactResult {
        var artifact = self
        artifact.packages.sort(by: Package.isListedBefore)
        artifact.findings.sort(by: Finding.isListedBefore)
        artifact.suppressed.sort { left, right in
            if left.cause != right.cause { return left.cause < right.cause }
            if left.finding != right.finding { return Finding.isListedBefore(left.finding, right.finding) }
            return (left.reason ?? "") < (right.reason ?? "")
        }
        artifact.upgrades.sort { left, right in
            if left.clears.count != right.clears.count { return left.clears.count > right.clears.count }
            return (left.package, left.path ?? "", left.from, left.to) < (
                right.package, right.path ?? "", right.from, right.to
            )
        }
        artifact.notes.sort { left, right in
            if left.makesPartial != right.makesPartial { return left.makesPartial }
            let (leftPath, rightPath) = (left.location?.path ?? "", right.location?.path ?? "")
            if leftPath != rightPath { return leftPath < rightPath }
            return left.text < right.text
        }
        return artifact
    }
}

extension Package {
    static func isListedBefore(_ left: Package, _ right: Package) -> Bool {
        if left.type != right.type { return left.type.rawValue < right.type.rawValue }
        if left.name != right.name { return left.name < right.name }
        if left.version != right.version { return left.version < right.version }
        return left.id < right.id
    }
}

extension Finding {
    static func isListedBefore(_ left: Finding, _ right: Finding) -> Bool {
        let (leftPriority, rightPriority) = (left.priority ?? 0, right.priority ?? 0)
        if leftPriority != rightPriority { return leftPriority > rightPriority }
        if left.severity != right.severity { return left.severity > right.severity }
        if left.kind != right.kind { return left.kind < right.kind }
        if left.id != right.id { return left.id < right.id }
        let (leftPath, rightPath) = (left.location?.path ?? "", right.location?.path ?? "")
        if leftPath != rightPath { return leftPath < rightPath }
        let (leftLine, rightLine) = (left.location?.line ?? 0, right.location?.line ?? 0)
        if leftLine != rightLine { return leftLine < rightLine }
        let (leftColumn, rightColumn) = (left.location?.column ?? 0, right.location?.column ?? 0)
        if leftColumn != rightColumn { return leftColumn < rightColumn }
        let (leftName, rightName) = (left.package?.name ?? "", right.package?.name ?? "")
        if leftName != rightName { return leftName < rightName }
        let (leftVersion, rightVersion) = (left.package?.version ?? "", right.package?.version ?? "")
        if leftVersion != rightVersion { return leftVersion < rightVersion }
        if left.title != right.title { return left.title < right.title }
        return left.evidence.lexicographicallyPrecedes(right.evidence)
    }
}
