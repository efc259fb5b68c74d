import Findings
import Inventory

/// The compact form in which facts stand in the database; `FactReader` reads it.
///
/// Numbers are LEB128, texts a length and UTF-8; what recurs (vectors, words, streams) is a number in the table of shared
/// texts. Ids of the usual shapes take 4 to 8 bytes.
struct FactWriter {
    private(set) var bytes: [UInt8] = []

    mutating func number(_ value: Int) {
        var rest = UInt(bitPattern: value)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func append(_ other: [UInt8]) { bytes += other }

    mutating func text(_ text: String) {
        number(text.utf8.count)
        bytes += text.utf8
    }

    mutating func texts(_ texts: [String]) {
        number(texts.count)
        for text in texts { self.text(text) }
    }

    /// 0 for no day.
    mutating func day(_ day: Day?) { number(day.map { $0.number + 1 } ?? 0) }

    mutating func ids(_ ids: [String]) {
        number(ids.count)
        for id in ids { self.id(id) }
    }

    mutating func id(_ id: String) { bytes += PackedIdentifier.pack(id) }

    mutating func range(_ range: VersionRange, usual scheme: VersionScheme) {
        var flags: UInt8 = 0
        if range.introduced != nil { flags |= 1 }
        if range.fixed != nil { flags |= 2 }
        if range.lastAffected != nil { flags |= 4 }
        if range.scheme != scheme { flags |= 8 }
        byte(flags)
        if range.scheme != scheme { byte(UInt8(VersionScheme.allCases.firstIndex(of: range.scheme) ?? 0)) }
        if let version = range.introduced { text(version) }
        if let version = range.fixed { text(version) }
        if let version = range.lastAffected { text(version) }
    }
}

/// Texts that recur, each with its number by first use.
struct SharedTexts {
    private(set) var texts: [String] = []
    private var numbers: [String: Int] = [:]

    mutating func number(of text: String) -> Int {
        if let known = numbers[text] { return known }
        numbers[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }
}

extension FactWriter {
    private struct AdvisoryFlags {
        static let published: UInt8 = 1, modified: UInt8 = 2, withdrawn: UInt8 = 4, severities: UInt8 = 8
        static let cwe: UInt8 = 16, upstream: UInt8 = 32, related: UInt8 = 64, reviewed: UInt8 = 128
    }

    mutating func advisory(_ advisory: Advisory, _ shared: inout SharedTexts) {
        id(advisory.id)
        number(shared.number(of: advisory.feed))
        let days = [advisory.published, advisory.modified, advisory.withdrawn].map { $0.flatMap { Day($0) } }
        var flags: UInt8 = 0
        if days[0] != nil { flags |= AdvisoryFlags.published }
        if days[1] != nil { flags |= AdvisoryFlags.modified }
        if advisory.withdrawn != nil { flags |= AdvisoryFlags.withdrawn }
        if !advisory.severities.isEmpty { flags |= AdvisoryFlags.severities }
        if !advisory.cwe.isEmpty { flags |= AdvisoryFlags.cwe }
        if !advisory.upstream.isEmpty { flags |= AdvisoryFlags.upstream }
        if !advisory.related.isEmpty { flags |= AdvisoryFlags.related }
        if advisory.isReviewed != nil { flags |= AdvisoryFlags.reviewed }
        byte(flags)
        ids(advisory.aliases)
        if let day = days[0] { self.day(day) }
        if let day = days[1] { self.day(day) }
        if advisory.withdrawn != nil { day(days[2] ?? Day(number: 0)) }
        if !advisory.severities.isEmpty { severities(advisory.severities, &shared) }
        if !advisory.cwe.isEmpty { numbers(advisory.cwe) }
        if !advisory.upstream.isEmpty { ids(advisory.upstream) }
        if !advisory.related.isEmpty { ids(advisory.related) }
        if let isReviewed = advisory.isReviewed { byte(isReviewed ? 1 : 0) }
    }

    mutating func severities(_ severities: [SourcedSeverity], _ shared: inout SharedTexts) {
        number(severities.count)
        for severity in severities {
            number(shared.number(of: severity.source))
            byte((severity.vector == nil ? 0 : 1) | (severity.word == nil ? 0 : 2))
            if let vector = severity.vector { number(shared.number(of: vector)) }
            if let word = severity.word { number(shared.number(of: word)) }
        }
    }

    mutating func numbers(_ numbers: [Int]) {
        number(numbers.count)
        for value in numbers { number(max(0, value)) }
    }

    mutating func affected(_ affected: AffectedPackage, _ shared: inout SharedTexts) {
        let scheme = affected.ecosystem.scheme
        var flags: UInt8 = 0
        if affected.stream != nil { flags |= 1 }
        if !affected.ranges.isEmpty { flags |= 2 }
        if !affected.versions.isEmpty { flags |= 4 }
        if !affected.upstreamRanges.isEmpty { flags |= 8 }
        if !affected.imports.isEmpty { flags |= 16 }
        if affected.status != nil { flags |= 32 }
        if affected.rating != nil { flags |= 64 }
        if affected.statusReason != nil { flags |= 128 }
        byte(flags)
        if let stream = affected.stream { number(shared.number(of: stream)) }
        for ranges in [affected.ranges, affected.upstreamRanges] where !ranges.isEmpty {
            number(ranges.count)
            for range in ranges { self.range(range, usual: scheme) }
        }
        if !affected.versions.isEmpty { texts(affected.versions) }
        if !affected.imports.isEmpty {
            number(affected.imports.count)
            for item in affected.imports { vulnerableImport(item, module: affected.name, &shared) }
        }
        if let status = affected.status { byte(UInt8(FindingStatus.allCases.firstIndex(of: status) ?? 0)) }
        if let rating = affected.rating { number(shared.number(of: rating)) }
        if let reason = affected.statusReason { number(shared.number(of: reason)) }
    }

    private mutating func vulnerableImport(_ item: VulnerableImport, module: String, _ shared: inout SharedTexts) {
        // Most packages lie under their module's path.
        let isInModule = item.path.utf8.starts(with: module.utf8)
        byte((isInModule ? 1 : 0) | (item.goos.isEmpty && item.goarch.isEmpty ? 0 : 2))
        text(isInModule ? String(item.path.utf8.dropFirst(module.utf8.count)) ?? "" : item.path)
        texts(item.symbols)
        guard !item.goos.isEmpty || !item.goarch.isEmpty else { return }
        for words in [item.goos, item.goarch] {
            number(words.count)
            for word in words { number(shared.number(of: word)) }
        }
    }

    mutating func scores(_ scores: VulnerabilityScores, _ shared: inout SharedTexts) {
        let known = scores.exploitation
        let kevDay = known?.kevAdded.flatMap { Day($0) }
        let published = scores.published.flatMap { Day($0) }
        var flags: UInt8 = 0
        if !scores.severities.isEmpty { flags |= 1 }
        if !scores.cwe.isEmpty { flags |= 2 }
        if kevDay != nil { flags |= 4 }
        if known?.kevRansomware == true { flags |= 8 }
        if known?.epss != nil { flags |= 16 }
        if scores.ssvc != nil { flags |= 32 }
        if published != nil { flags |= 64 }
        if scores.isRejected { flags |= 128 }
        byte(flags)
        if !scores.severities.isEmpty { severities(scores.severities, &shared) }
        if !scores.cwe.isEmpty { numbers(scores.cwe) }
        if let kevDay { day(kevDay) }
        if let epss = known?.epss {
            number(Self.millionths(epss))
            number(known?.epssPercentile.map { Self.millionths($0) + 1 } ?? 0)
        }
        if let ssvc = scores.ssvc {
            number(shared.number(of: ssvc.exploitation))
            byte(ssvc.isAutomatable.map { $0 ? 2 : 1 } ?? 0)
            number(ssvc.technicalImpact.map { shared.number(of: $0) + 1 } ?? 0)
        }
        if let published { day(published) }
    }

    /// EPSS gives five decimals.
    private static func millionths(_ value: Double) -> Int {
        value.isFinite ? Int((min(max(value, 0), 1) * 1_000_000).rounded()) : 0
    }

    mutating func cycles(_ cycles: [ReleaseCycle]) {
        number(cycles.count)
        for cycle in cycles {
            text(cycle.cycle)
            text(cycle.codename ?? "")
            text(cycle.latest ?? "")
            for day in [
                cycle.released, cycle.endOfSupport, cycle.endOfLife, cycle.endOfExtendedSupport, cycle.latestReleased,
            ] {
                self.day(day.flatMap { Day($0) })
            }
            byte(cycle.hasEnded.map { $0 ? 2 : 1 } ?? 0)
        }
    }
}
