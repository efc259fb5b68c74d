import Findings
import GoSource

/// Numbers and texts in a row.
struct CacheWriter {
    private(set) var bytes: [UInt8] = []

    /// Seven bits a byte, the lowest first; the sign is the lowest bit.
    mutating func number(_ number: Int) {
        var rest = UInt64(bitPattern: Int64(number << 1 ^ number >> 63))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func block(_ block: some Collection<UInt8>) {
        number(block.count)
        bytes += block
    }

    mutating func text(_ text: String) { block(Array(text.utf8)) }
}

/// Reads what a `CacheWriter` wrote. What is not there is 0 or empty, and `hasFailed` from then on.
struct CacheReader {
    let bytes: [UInt8]
    var at: Int
    private(set) var hasFailed = false

    init(bytes: [UInt8], at: Int) {
        self.bytes = bytes
        self.at = at
    }

    mutating func number() -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while at < bytes.count, shift < 64 {
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return Int(Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)) }
            shift += 7
        }
        hasFailed = true
        return 0
    }

    mutating func block() -> [UInt8] {
        let count = number()
        guard count >= 0, count <= bytes.count - at else {
            hasFailed = true
            return []
        }
        defer { at += count }
        return Array(bytes[at..<(at + count)])
    }

    mutating func text() -> String { String(decoding: block(), as: UTF8.self) }
}

/// The result of a scan as it lies in the cache. Whatever stands in a finding's file is kept as a place in that file.
struct CachedResult {
    var target: String
    var files: any FileTree

    /// Bytes before the first and behind the last line of a finding that its texts may quote as well.
    private static let reachBefore = 512
    private static let reachBehind = 1536
    /// Bytes of a finding with these; the result of a longer one is not kept.
    private static let maximumSurroundings = 128 << 10

    /// What was read for the findings so far. Findings stand in order of path and line.
    private struct OpenFiles {
        var sources: [String: SourceText] = [:]
        /// The last line that was looked for.
        var path = ""
        var line = 1
        var offset = 0
        var endLine = 1
        var surroundings: Surroundings?
        /// The texts of a finding may quote more than can be looked through.
        var isTooLarge = false
    }

    private static let cards: [String: RuleCard] = Dictionary(
        AllGoRules.cards.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

    private func source(_ path: String, _ open: inout OpenFiles) -> SourceText? {
        if let known = open.sources[path] { return known }
        let inTarget = target.isEmpty || path.utf8.first == UInt8(ascii: "/") ? path : target + "/" + path
        let source = files.read(inTarget)
        open.sources[path] = source
        return source
    }

    private func surroundings(_ location: Location?, _ open: inout OpenFiles) -> Surroundings? {
        guard let location, let source = source(location.path, &open) else { return nil }
        let line = location.line ?? 1
        let endLine = max(line, location.endLine ?? line)
        if open.path == location.path, open.line == line, open.endLine == endLine, let known = open.surroundings {
            return known
        }
        let goesOn = open.path == location.path && open.line <= line
        var place = goesOn ? (line: open.line, offset: open.offset) : (line: 1, offset: 0)
        let found = source.withBytes { bytes -> Surroundings? in
            func advance(_ place: inout (line: Int, offset: Int), to line: Int) {
                while place.line < line, place.offset < bytes.count {
                    if bytes[place.offset] == 0x0A { place.line += 1 }
                    place.offset += 1
                }
            }
            advance(&place, to: line)
            var last = place
            advance(&last, to: endLine)
            let start = max(0, place.offset - Self.reachBefore)
            let end = min(bytes.count, last.offset + Self.reachBehind)
            return end - start > Self.maximumSurroundings ? nil : Surroundings(bytes[start..<end], start: start)
        }
        if found == nil { open.isTooLarge = true }
        open.path = location.path
        open.line = place.line
        open.endLine = endLine
        open.offset = place.offset
        open.surroundings = found
        return found
    }

    // MARK: Writing

    func write(_ result: GoScanResult, _ writer: inout CacheWriter) -> Bool {
        var open = OpenFiles()
        writer.number(result.findings.count)
        for finding in result.findings {
            if !write(finding, &writer, &open) { return false }
        }
        writer.number(result.suppressed.count)
        for entry in result.suppressed {
            if !write(entry.finding, &writer, &open) { return false }
            writer.text(entry.cause)
            let around = surroundings(entry.finding.location, &open)
            write(text: entry.reason ?? "", around, &writer)
            writer.number(entry.reason == nil ? 0 : 1)
        }
        writer.number(result.notes.count)
        for note in result.notes {
            writer.text(note.text)
            writer.number(note.makesPartial ? 1 : 0)
            write(note.location, &writer)
        }
        writer.number(result.statistics.count)
        for (name, value) in result.statistics.sorted(by: { $0.key < $1.key }) {
            writer.text(name)
            writer.number(value)
        }
        return !open.isTooLarge
    }

    private func write(_ finding: Finding, _ writer: inout CacheWriter, _ open: inout OpenFiles) -> Bool {
        guard Self.cards[finding.id] != nil else { return false }
        let around = surroundings(finding.location, &open)
        writer.text(finding.id)
        writer.text(finding.severity.rawValue)
        writer.text(finding.confidence?.rawValue ?? "")
        write(text: finding.message ?? "", around, &writer)
        write(finding.location, &writer)
        writer.number(finding.evidence.count)
        for line in finding.evidence { write(text: line, around, &writer) }
        writer.number(finding.flow.count)
        for step in finding.flow {
            write(step.location, &writer)
            writer.text(step.note)
        }
        write(text: finding.fix?.summary ?? "", around, &writer)
        let edits = finding.fix?.edits ?? []
        writer.number(edits.count)
        for edit in edits {
            writer.number(edit.range.lowerBound)
            writer.number(edit.range.upperBound)
            write(text: edit.replacement, around, &writer)
        }
        writer.text(finding.fingerprint ?? "")
        return true
    }

    private func write(_ location: Location?, _ writer: inout CacheWriter) {
        writer.text(location?.path ?? "")
        for number in [location?.line, location?.column, location?.endLine] { writer.number(number ?? -1) }
    }

    /// Pieces in turn: so many bytes as they are, then so many from a place in the file.
    private func write(text: String, _ around: Surroundings?, _ writer: inout CacheWriter) {
        let text = Array(text.utf8)
        var literal = 0
        var at = 0
        while at < text.count {
            guard let around, let piece = around.longest(text[at...]) else {
                at += 1
                continue
            }
            writer.block(text[literal..<at])
            writer.number(around.start + piece.lowerBound)
            writer.number(piece.count)
            at += piece.count
            literal = at
        }
        writer.block(text[literal...])
        writer.number(-1)
    }

    // MARK: Reading

    func read(_ reader: inout CacheReader) -> GoScanResult? {
        var open = OpenFiles()
        var result = GoScanResult(findings: [], suppressed: [], notes: [], statistics: [:])
        for _ in 0..<max(0, reader.number()) {
            guard let finding = finding(&reader, &open) else { return nil }
            result.findings.append(finding)
        }
        for _ in 0..<max(0, reader.number()) {
            guard let finding = finding(&reader, &open) else { return nil }
            let cause = reader.text()
            let reason = text(&reader, finding.location, &open)
            result.suppressed.append(
                SuppressedFinding(finding: finding, cause: cause, reason: reader.number() == 1 ? reason : nil))
        }
        for _ in 0..<max(0, reader.number()) {
            let message = reader.text()
            let makesPartial = reader.number() == 1
            guard !reader.hasFailed else { return nil }
            result.notes.append(ScanNote(message, makesPartial: makesPartial, location: location(&reader)))
        }
        for _ in 0..<max(0, reader.number()) {
            let name = reader.text()
            guard !reader.hasFailed else { return nil }
            result.statistics[name] = reader.number()
        }
        return reader.hasFailed ? nil : result
    }

    private func finding(_ reader: inout CacheReader, _ open: inout OpenFiles) -> Finding? {
        let id = reader.text()
        guard let card = Self.cards[id], let severity = Severity(rawValue: reader.text()) else { return nil }
        let confidence = Confidence(rawValue: reader.text())
        // The texts lie before the place that they quote.
        let messageAt = reader
        skipText(&reader)
        let location = location(&reader)
        var before = messageAt
        let message = text(&before, location, &open)
        var evidence: [String] = []
        for _ in 0..<max(0, reader.number()) {
            evidence.append(text(&reader, location, &open))
            if reader.hasFailed { return nil }
        }
        var flow: [FlowStep] = []
        for _ in 0..<max(0, reader.number()) {
            guard let place = self.location(&reader) else { return nil }
            flow.append(FlowStep(location: place, note: reader.text()))
            if reader.hasFailed { return nil }
        }
        var fix = Fix(summary: text(&reader, location, &open))
        for _ in 0..<max(0, reader.number()) {
            let start = reader.number()
            let end = reader.number()
            guard !reader.hasFailed, start >= 0, end >= start else { return nil }
            fix.edits.append(TextEdit(range: start..<end, replacement: text(&reader, location, &open)))
        }
        let fingerprint = reader.text()
        guard !reader.hasFailed else { return nil }
        return Finding(
            id: id, aliases: card.aliases, kind: .code, severity: severity, severitySource: "drydock",
            title: card.title, message: message, location: location, confidence: confidence, evidence: evidence,
            flow: flow, fix: fix, cwe: card.cwe, references: card.references, fingerprint: fingerprint)
    }

    private func location(_ reader: inout CacheReader) -> Location? {
        let path = reader.text()
        let numbers = [reader.number(), reader.number(), reader.number()].map { $0 < 0 ? nil : $0 }
        guard !path.isEmpty else { return nil }
        return Location(path: path, line: numbers[0], column: numbers[1], endLine: numbers[2])
    }

    private func skipText(_ reader: inout CacheReader) {
        while !reader.hasFailed {
            _ = reader.block()
            if reader.number() < 0 { return }
            _ = reader.number()
        }
    }

    private func text(
        _ reader: inout CacheReader, _ location: Location?, _ open: inout OpenFiles
    ) -> String {
        var bytes: [UInt8] = []
        while !reader.hasFailed {
            bytes += reader.block()
            let place = reader.number()
            if place < 0 { break }
            let length = reader.number()
            guard let location else { return "" }
            guard let source = source(location.path, &open), place >= 0, length >= 0, length <= source.count,
                place <= source.count - length
            else { return "" }
            bytes += source.bytes[place..<(place + length)]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
