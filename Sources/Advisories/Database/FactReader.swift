import Findings
import Inventory

/// A row of the database does not hold what `FactWriter` writes.
struct FactDamage: Error {}

/// Reads the compact form of facts. The bytes may be hostile: each step is checked.
///
/// Invariant: `bytes` outlives the reader, which is used only within one `withBlob`.
struct FactReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0
    private let shared: [String]

    init(_ bytes: UnsafeRawBufferPointer, shared: [String]) {
        self.bytes = bytes
        self.shared = shared
    }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func byte() throws(FactDamage) -> UInt8 {
        guard offset < bytes.count else { throw FactDamage() }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func number() throws(FactDamage) -> Int {
        var value: UInt = 0
        var shift: UInt = 0
        while true {
            let next = try byte()
            value |= UInt(next & 0x7f) << shift
            if next < 0x80 { break }
            shift += 7
            guard shift < 63 else { throw FactDamage() }
        }
        guard let number = Int(exactly: value) else { throw FactDamage() }
        return number
    }

    /// A number of items, each of a byte at least.
    mutating func count() throws(FactDamage) -> Int {
        let count = try number()
        guard count <= bytes.count - offset else { throw FactDamage() }
        return count
    }

    mutating func text() throws(FactDamage) -> String {
        let count = try count()
        defer { offset += count }
        return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)]), as: UTF8.self)
    }

    mutating func skipText() throws(FactDamage) { offset += try count() }

    mutating func texts() throws(FactDamage) -> [String] {
        let count = try count()
        var texts: [String] = []
        texts.reserveCapacity(count)
        for _ in 0..<count { texts.append(try text()) }
        return texts
    }

    mutating func sharedText() throws(FactDamage) -> String {
        let number = try number()
        guard number < shared.count else { throw FactDamage() }
        return shared[number]
    }

    mutating func day() throws(FactDamage) -> String? {
        let number = try number()
        guard number <= 4_000_000 else { throw FactDamage() }
        return number == 0 ? nil : Day(number: number - 1).description
    }

    mutating func id() throws(FactDamage) -> String { try PackedIdentifier.unpack(&self) }

    mutating func ids() throws(FactDamage) -> [String] {
        let count = try count()
        var ids: [String] = []
        ids.reserveCapacity(count)
        for _ in 0..<count { ids.append(try id()) }
        return ids
    }

    mutating func numbers() throws(FactDamage) -> [Int] {
        let count = try count()
        var numbers: [Int] = []
        for _ in 0..<count { numbers.append(try number()) }
        return numbers
    }

    mutating func range(usual scheme: VersionScheme) throws(FactDamage) -> VersionRange {
        let flags = try byte()
        var range = VersionRange(scheme)
        if flags & 8 != 0 {
            let number = Int(try byte())
            guard number < VersionScheme.allCases.count else { throw FactDamage() }
            range.scheme = VersionScheme.allCases[number]
        }
        if flags & 1 != 0 { range.introduced = try text() }
        if flags & 2 != 0 { range.fixed = try text() }
        if flags & 4 != 0 { range.lastAffected = try text() }
        return range
    }

    mutating func ranges(usual scheme: VersionScheme) throws(FactDamage) -> [VersionRange] {
        let count = try count()
        var ranges: [VersionRange] = []
        ranges.reserveCapacity(count)
        for _ in 0..<count { ranges.append(try range(usual: scheme)) }
        return ranges
    }
}

extension FactReader {
    mutating func advisory() throws(FactDamage) -> Advisory {
        let id = try id()
        var advisory = Advisory(id: id, feed: try sharedText())
        let flags = try byte()
        advisory.aliases = try ids()
        if flags & 1 != 0 { advisory.published = try day() }
        if flags & 2 != 0 { advisory.modified = try day() }
        if flags & 4 != 0 { advisory.withdrawn = try day() }
        if flags & 8 != 0 { advisory.severities = try severities() }
        if flags & 16 != 0 { advisory.cwe = try numbers() }
        if flags & 32 != 0 { advisory.upstream = try ids() }
        if flags & 64 != 0 { advisory.related = try ids() }
        if flags & 128 != 0 { advisory.isReviewed = try byte() == 1 }
        return advisory
    }

    mutating func severities() throws(FactDamage) -> [SourcedSeverity] {
        let count = try count()
        var severities: [SourcedSeverity] = []
        for _ in 0..<count {
            var severity = SourcedSeverity(source: try sharedText())
            let flags = try byte()
            if flags & 1 != 0 { severity.vector = try sharedText() }
            if flags & 2 != 0 { severity.word = try sharedText() }
            severities.append(severity)
        }
        return severities
    }

    mutating func affected(_ ecosystem: Ecosystem, _ name: String) throws(FactDamage) -> AffectedPackage {
        var affected = AffectedPackage(ecosystem: ecosystem, name: name)
        let scheme = ecosystem.scheme
        let flags = try byte()
        if flags & 1 != 0 { affected.stream = try sharedText() }
        if flags & 2 != 0 { affected.ranges = try ranges(usual: scheme) }
        if flags & 8 != 0 { affected.upstreamRanges = try ranges(usual: scheme) }
        if flags & 4 != 0 { affected.versions = try texts() }
        if flags & 16 != 0 {
            let count = try count()
            affected.imports.reserveCapacity(count)
            for _ in 0..<count { affected.imports.append(try vulnerableImport(module: name)) }
        }
        if flags & 32 != 0 {
            let number = Int(try byte())
            guard number < FindingStatus.allCases.count else { throw FactDamage() }
            affected.status = FindingStatus.allCases[number]
        }
        if flags & 64 != 0 { affected.rating = try sharedText() }
        if flags & 128 != 0 { affected.statusReason = try sharedText() }
        return affected
    }

    private mutating func vulnerableImport(module: String) throws(FactDamage) -> VulnerableImport {
        let flags = try byte()
        let path = try text()
        var item = VulnerableImport(path: flags & 1 != 0 ? module + path : path, symbols: try texts())
        if flags & 2 != 0 {
            for field in [\VulnerableImport.goos, \VulnerableImport.goarch] {
                let count = try count()
                for _ in 0..<count { item[keyPath: field].append(try sharedText()) }
            }
        }
        return item
    }

    mutating func scores() throws(FactDamage) -> VulnerabilityScores {
        var scores = VulnerabilityScores()
        let flags = try byte()
        if flags & 1 != 0 { scores.severities = try severities() }
        if flags & 2 != 0 { scores.cwe = try numbers() }
        var known = Exploitation()
        if flags & 4 != 0 { known.kevAdded = try day() }
        known.kevRansomware = flags & 8 != 0
        if flags & 16 != 0 {
            known.epss = Double(try number()) / 1_000_000
            let percentile = try number()
            if percentile > 0 { known.epssPercentile = Double(percentile - 1) / 1_000_000 }
        }
        if flags & 28 != 0 { scores.exploitation = known }
        if flags & 32 != 0 {
            var points = SSVC(exploitation: try sharedText())
            let automatable = try byte()
            points.isAutomatable = automatable == 0 ? nil : automatable == 2
            let impact = try number()
            if impact > 0 {
                guard impact <= shared.count else { throw FactDamage() }
                points.technicalImpact = shared[impact - 1]
            }
            scores.ssvc = points
        }
        if flags & 64 != 0 { scores.published = try day() }
        scores.isRejected = flags & 128 != 0
        return scores
    }

    mutating func cycles() throws(FactDamage) -> [ReleaseCycle] {
        func present(_ text: String) -> String? { text.isEmpty ? nil : text }
        let count = try count()
        var cycles: [ReleaseCycle] = []
        for _ in 0..<count {
            var cycle = ReleaseCycle(cycle: try text())
            cycle.codename = present(try text())
            cycle.latest = present(try text())
            cycle.released = try day()
            cycle.endOfSupport = try day()
            cycle.endOfLife = try day()
            cycle.endOfExtendedSupport = try day()
            cycle.latestReleased = try day()
            let ended = try byte()
            cycle.hasEnded = ended == 0 ? nil : ended == 2
            cycles.append(cycle)
        }
        return cycles
    }
}
