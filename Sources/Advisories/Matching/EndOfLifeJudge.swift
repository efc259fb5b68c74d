import Findings
import Inventory

/// Tells what of an inventory is past its end of life.
///
/// A date of its own on each fact; a finding only for the operating system, whose packages get no more repairs. A Go
/// toolchain past its end is told by the vulnerabilities of its library, which the matcher reports.
public struct EndOfLifeJudge: Sendable {
    public static let card = RuleCard(
        id: "DD-OS-END-OF-LIFE", title: "Operating system past its end of life", severity: .high,
        why: "Its packages get no more security updates: new vulnerabilities stay, and its feeds no longer name them.",
        repair: "Move the image to a release that is still supported.", maps: [.cwe(1104)],
        references: ["https://endoflife.date"])

    private let table: EndOfLifeTable

    public init(_ table: EndOfLifeTable) {
        self.table = table
    }

    /// Fills `OperatingSystem.endOfLife`, `isEndOfLife` and `extendedSupport`, and the property `endOfLife` (and `isEndOfLife`, where it is
    /// past) of the Go toolchains.
    /// - Parameter day: of the scan, `YYYY-MM-DD`.
    public func judge(_ inventory: inout Inventory, on day: String) -> [Finding] {
        for index in inventory.packages.indices {
            let package = inventory.packages[index]
            guard package.type == .golang, package.name == "stdlib",
                let end = endOfLife(ofGo: package.version, in: table, on: day)
            else { continue }
            inventory.packages[index].properties["endOfLife"] = end.date
            if end.isPast { inventory.packages[index].properties["isEndOfLife"] = "true" }
        }
        guard var os = inventory.os, let end = endOfLife(of: os, in: table, on: day) else { return [] }
        os.endOfLife = end.date
        os.isEndOfLife = end.isPast
        os.extendedSupport = end.extendedSupport
        inventory.os = os
        return end.isPast ? [finding(os, end, on: day)] : []
    }

    private func finding(_ os: OperatingSystem, _ end: EndOfLife, on day: String) -> Finding {
        let name = os.displayName
        let extended = end.extendedSupport
        let isExtended = extended.map { $0 >= day } ?? false
        var evidence = end.date.map { "\(name): end of life \($0)" } ?? "\(name): end of life"
        if let extended { evidence += ", extended support until \(extended)" }
        var finding = Finding(
            id: Self.card.id, kind: .misconfiguration, severity: isExtended ? .low : Self.card.severity,
            severitySource: "drydock", title: Self.card.title,
            message: isExtended
                ? "\(name) gets security updates of extended support only, which not every package has."
                : "\(name) gets no more security updates.",
            location: Location(path: "etc/os-release"), confidence: .high, evidence: [evidence],
            fix: Fix(summary: Self.card.repair), cwe: Self.card.cwe, references: Self.card.references)
        finding.priority = Priority.of(finding.severity, nil, hasFix: true, nil)
        return finding
    }
}
