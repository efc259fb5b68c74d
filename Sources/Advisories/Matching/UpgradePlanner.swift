import Findings
import Inventory

/// The smallest set of upgrades that clears most findings: for each package the smallest version that clears all that can
/// be cleared, those that clear most first.
struct UpgradePlanner {
    /// What is upgraded as one: a Go module at one version, or all binary packages of one source package.
    private struct Unit: Hashable {
        var name: String
        var type: PackageType
        var from: String
    }

    private var units: [Unit: UpgradeAdvice] = [:]
    private var targets: [Int: String] = [:]

    /// Versions tried beyond the highest that a single finding asks for.
    private static let attempts = 64

    /// Takes in a package with those of its vulnerabilities that are reported of it.
    mutating func add(_ package: Package, _ judged: JudgedSubject, at index: Int, reported: [JudgedVulnerability]) {
        guard reported.contains(where: { $0.fixedVersion != nil }), let target = target(judged, at: index) else {
            return
        }
        let clears = reported.filter { $0.judge.answer(for: target) == .no }.map(\.id)
        guard !clears.isEmpty else { return }
        let scheme = judged.subject.key.ecosystem.scheme
        let isModule = package.type == .golang
        let source = isModule ? package.name : package.sourceName ?? package.name
        let version = isModule ? package.version : package.sourceVersion ?? package.version
        let unit = Unit(name: source, type: package.type, from: version)
        let path = isModule ? package.locations.map(\.path).min() : nil
        guard var advice = units[unit] else {
            units[unit] = UpgradeAdvice(
                package: source, type: package.type.rawValue, from: package.version, to: target, path: path,
                clears: clears)
            return
        }
        if scheme.compare(target, advice.to) == .greater { advice.to = target }
        if let path, path < advice.path ?? path { advice.path = path }
        advice.clears += clears
        units[unit] = advice
    }

    private mutating func target(_ judged: JudgedSubject, at index: Int) -> String? {
        if let known = targets[index] { return known }
        let target = Self.target(judged)
        targets[index] = target
        return target
    }

    /// The smallest version that clears every vulnerability that some version clears, and brings no other.
    static func target(_ judged: JudgedSubject) -> String? {
        let subject = judged.subject
        let scheme = subject.key.ecosystem.scheme
        let fixed = judged.vulnerabilities.compactMap(\.fixedVersion)
        guard let highest = fixed.max(by: { scheme.compare($0, $1) == .less }) else { return nil }

        // Only where branches were repaired one by one can a later version bring back what an earlier one cleared.
        func faults(_ version: String) -> Int {
            judged.groups.count { $0.judge.answer(for: version) == .yes && $0.judge.hasFix(after: version) }
        }
        var best = (version: highest, faults: faults(highest))
        guard best.faults > 0 else { return highest }
        let later = judged.groups.flatMap { $0.judge.fixes(after: highest) }
        let candidates = Set(
            later.map { subject.written(subject.isStandardLibrary ? GoToolchainName.release(of: $0) : $0) }
        )
        .sorted { scheme.compare($0, $1) == .less }
        for candidate in candidates.prefix(attempts) {
            let count = faults(candidate)
            if count < best.faults { best = (candidate, count) }
            if count == 0 { break }
        }
        return best.version
    }

    /// By how many findings each clears, most first.
    func advice() -> [UpgradeAdvice] {
        units.values.map { advice in
            var advice = advice
            advice.clears = Set(advice.clears).sorted(by: VulnerabilityName.precedes)
            return advice
        }.sorted {
            ($1.clears.count, $0.type, $0.package, $0.from, $0.path ?? "") < (
                $0.clears.count, $1.type, $1.package, $1.from, $1.path ?? ""
            )
        }
    }
}
