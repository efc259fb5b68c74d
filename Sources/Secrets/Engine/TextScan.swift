import Findings

/// Looks through one text that comes in pieces of any length; the result does not depend on where they are cut.
///
/// Blocks end at fixed distances from the start of the text. A hit is judged once enough of the text behind it is there;
/// of what has been judged as much is kept as a judgement may look back.
struct TextScan {
    private static let block = 256 << 10
    private static let wholeBlock = 4 << 20

    private let worker: SecretWorker
    private let kind: SecretEngine.Kind
    private var context: TextContext
    private let reach: Int
    private let member: String?
    /// Encodings that this text was in.
    private let depth: Int
    private var buffer: [UInt8] = []
    /// Bytes of the text before `buffer`.
    private var offset = 0
    /// A place of the text, and line feeds before it.
    private var anchor = 0
    private var anchorLines = 0
    /// Hits that end up to here in `buffer` have been judged.
    private var judged = 0
    private(set) var found: [FoundSecret] = []
    private(set) var isCutShort = false
    private(set) var bytes = 0

    init(_ worker: SecretWorker, kind: SecretEngine.Kind, path: String, member: String? = nil, depth: Int = 0) {
        self.depth = depth
        self.worker = worker
        self.kind = kind
        self.member = member
        context = TextContext(
            path: member.map { path + "!" + $0 } ?? path, asksPlausibility: worker.engine.asksPlausibility,
            allowsGeneric: !PathKind.isListOfChecksums(member ?? path))
        reach = worker.reach(kind)
    }

    /// A text that is all there.
    mutating func whole(_ text: UnsafeRawBufferPointer) {
        bytes += text.count
        var end = 0
        while end < text.count {
            end = min(end + Self.wholeBlock, text.count)
            scan(text, to: end)
        }
    }

    mutating func feed(_ piece: UnsafeRawBufferPointer) {
        bytes += piece.count
        var rest = piece[...]
        while !rest.isEmpty {
            let room = Self.block + reach + SecretWorker.back - buffer.count
            let part = rest.prefix(max(room, 1))
            buffer.append(contentsOf: part)
            rest = rest.dropFirst(part.count)
            if part.count >= room { turn() }
        }
    }

    mutating func finish() {
        guard !buffer.isEmpty else { return }
        let text = buffer
        buffer = []
        text.withUnsafeBytes { scan($0, to: $0.count) }
    }

    private mutating func turn() {
        let end = buffer.count - reach
        let text = buffer
        buffer = []
        let dropped = text.withUnsafeBytes { bytes -> Int in
            scan(bytes, to: end)
            let dropped = max(0, end - SecretWorker.back)
            if anchor < offset + dropped { moveAnchor(to: offset + dropped, bytes) }
            return dropped
        }
        buffer = text
        buffer.removeSubrange(0..<dropped)
        offset += dropped
        judged = end - dropped
    }

    private mutating func scan(_ text: UnsafeRawBufferPointer, to end: Int) {
        guard end > judged else { return }
        var matches: [(SecretMatch, SecretRule)] = []
        worker.scan(text, ends: judged..<end, kind: kind, context: &context) { matches.append(($0, $1)) }
        judged = end
        guard !matches.isEmpty else { return }
        for (match, rule) in matches {
            guard found.count < worker.engine.options.limits.factsPerFile else {
                isCutShort = true
                return
            }
            let start = match.secret.lowerBound
            moveAnchor(to: offset + start, text)
            let line = Lines.around(match.secret, in: text)
            let isText = kind == .text
            var place = FoundSecret(
                rule: rule, secret: text.text(match.secret), offset: offset + start, length: match.secret.count,
                line: isText ? anchorLines + 1 : nil,
                column: isText && start - line.lowerBound < Lines.limit
                    ? text.slice(line.lowerBound..<start).scalars + 1 : nil,
                endLine: isText ? anchorLines + 1 + text.slice(match.secret).lineFeeds : nil,
                evidence: match.evidence, confidence: match.confidence, severity: match.severity,
                isAllowedInline: text.slice(line).holdsAllowComment, member: member)
            switch rule.shape {
            case .encoded:
                adopt(
                    innerSecrets(EncodedText.decode(text.slice(match.secret)), kind: .text), of: place, "base64-encoded"
                )
            case .embedded: adopt(innerSecrets(Array(text.slice(match.secret)), kind: .text), of: place, "linker flags")
            case .kubernetesSecret:
                if match.evidence.contains("base64-encoded"),
                    let decoded = Base64.decode(text.slice(match.secret))
                {
                    guard decoded.withUnsafeBytes({ !Password.isReference($0) }) else { continue }
                    adopt(innerSecrets(decoded, kind: .text), of: place, "base64-encoded")
                    place.secret = String(decoding: decoded, as: UTF8.self)
                }
                add(place)
            default: add(place)
            }
        }
    }

    /// Counts the lines up to a place in `text`, from the place counted last.
    private mutating func moveAnchor(to place: Int, _ text: UnsafeRawBufferPointer) {
        if place >= anchor {
            anchorLines += text.slice((anchor - offset)..<(place - offset)).lineFeeds
        } else {
            anchorLines -= text.slice((place - offset)..<(anchor - offset)).lineFeeds
        }
        anchor = place
    }

    private mutating func add(_ secret: FoundSecret) {
        let isKnown = found.contains {
            $0.offset == secret.offset && $0.length == secret.length && $0.rule.id == secret.rule.id
                && $0.secret == secret.secret
        }
        if !isKnown { found.append(secret) }
    }

    private func innerSecrets(_ text: [UInt8], kind: SecretEngine.Kind) -> [FoundSecret] {
        guard depth < worker.engine.options.limits.decodingDepth, !text.isEmpty else { return [] }
        var scan = TextScan(worker, kind: kind, path: context.path, depth: depth + 1)
        text.withUnsafeBytes { scan.whole($0) }
        return scan.found
    }

    /// Secrets of an encoded part stand at the place of that part.
    private mutating func adopt(_ secrets: [FoundSecret], of place: FoundSecret, _ evidence: String) {
        for var secret in secrets {
            secret.offset = place.offset
            secret.length = place.length
            secret.line = place.line
            secret.column = place.column
            secret.endLine = place.endLine
            secret.member = place.member
            secret.isAllowedInline = secret.isAllowedInline || place.isAllowedInline
            if !secret.evidence.contains(evidence) { secret.evidence.append(evidence) }
            add(secret)
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Line feeds in it.
    var lineFeeds: Int {
        // Eight bytes at a time: a zero byte of the difference is the only one whose top bit stays clear.
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        var total = 0
        var at = 0
        while at &+ 8 <= count {
            let word = loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
            total &+= (~(((word & low) &+ low) | word | low)).nonzeroBitCount
            at &+= 8
        }
        while at < count {
            total += self[at] == 0x0A ? 1 : 0
            at += 1
        }
        return total
    }

    /// Unicode scalars, counting each byte that continues none.
    var scalars: Int {
        var count = 0
        for byte in self where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// Whether a line asks to accept what is found on it.
    var holdsAllowComment: Bool {
        guard count >= 14 else { return false }
        for start in 0...(count - 6) where self[start] == UInt8(ascii: ":") && starts(":allow", at: start) {
            if starts("drydock", at: start - 7) || starts("gitleaks", at: start - 8) { return true }
        }
        return false
    }
}
