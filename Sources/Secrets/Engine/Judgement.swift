import Findings

/// A secret found in a text, by place.
struct SecretMatch: Sendable, Hashable {
    var rule: Int
    var secret: Range<Int>
    /// All that the pattern took, from the name or literal to the end.
    var whole: Range<Int>
    var evidence: [String] = []
    var confidence: Confidence
    var severity: Severity
}

/// What a judge needs to know of the text besides its bytes.
struct TextContext: Sendable {
    var path: String
    /// Also sort out what merely looks made up; off with `--rules all`.
    var asksPlausibility: Bool
    /// Lock files and lists of checksums are full of random values given to names.
    var allowsGeneric: Bool
    /// What has been seen of it so far.
    var marks: TextMarks = []
}

/// Judges candidates: scratch memory and compiled patterns of one task.
struct CandidateJudge: Sendable {
    private let index: RuleIndex
    private var patterns: [Pattern?]
    private var paths: [Pattern?]
    private var search = PatternSearch()
    /// Rules whose pattern does not compile (only user's ones can; the reader of the configuration has checked them).
    private var isBroken: [Bool]

    init(_ index: RuleIndex) {
        self.index = index
        patterns = Array(repeating: nil, count: index.rules.count)
        paths = Array(repeating: nil, count: index.rules.count)
        isBroken = Array(repeating: false, count: index.rules.count)
    }

    /// Compares to the rules behind one literal.
    mutating func judge(
        _ hit: LiteralHit, in text: UnsafeRawBufferPointer, _ context: inout TextContext, found: (SecretMatch) -> Void
    ) {
        let end = Int(hit.end)
        var assignment: Assignment?
        var isRead = false
        for target in index.targets[Int(hit.literal)] {
            let number = Int(target.rule)
            let start = end - Int(target.length)
            guard start >= 0 else { continue }
            let within = index.rules[number].within
            guard within.isEmpty || !within.isDisjoint(with: context.marks) else { continue }
            let match: SecretMatch?
            switch index.rules[number].shape {
            case .token: match = token(number, start: start, end: end, in: text)
            case .located(_, _, let back): match = located(number, start: start, end: end, back: back, in: text)
            case .urlCredentials: match = URLCredentials.match(number, index.rules[number], at: end, in: text, context)
            case .assigned, .generic:
                if !isRead {
                    assignment = Assignment(in: text, after: end)
                    isRead = true
                }
                if case .generic = index.rules[number].shape {
                    guard context.allowsGeneric, let assignment else { continue }
                    match = GenericSecret.match(
                        number, index.rules[number], name: start..<end, assignment, in: text, context)
                } else {
                    guard let assignment = assignment ?? Assignment(spacedIn: text, word: start..<end) else { continue }
                    match = assigned(number, name: start..<end, assignment, in: text)
                }
            case .encoded(let alignment, _):
                let run = EncodedText.run(around: start, alignment: alignment, in: text)
                found(made(number, secret: run, whole: run))
                continue
            case .mark(let mark, _):
                if TextMarks.holds(mark, start..<end, in: text) { context.marks.formUnion(mark) }
                continue
            case .embedded:
                let line = end..<Lines.around(start..<end, in: text).upperBound
                found(made(number, secret: line, whole: line))
                continue
            case .kubernetesSecret:
                for value in KubernetesSecret.values(at: start, in: text) {
                    var match = made(number, secret: value.range, whole: value.range)
                    match.evidence.append("key “\(value.key)”")
                    if value.isEncoded { match.evidence.append("base64-encoded") }
                    found(match)
                }
                continue
            case .custom:
                custom(number, around: start..<end, in: text, context, found: found)
                continue
            }
            if let match, let judged = passes(match, in: text, context, name: start..<end) { found(judged) }
        }
    }

    /// Runs a rule without keywords over a part of the text.
    mutating func searchAll(
        _ number: Int, in text: UnsafeRawBufferPointer, range: Range<Int>, _ context: TextContext,
        found: (SecretMatch) -> Void
    ) {
        custom(number, around: range, in: text, context, found: found)
    }

    private mutating func pattern(_ number: Int) -> Pattern? {
        if let known = patterns[number] { return known }
        guard !isBroken[number] else { return nil }
        let rule = index.rules[number]
        let flags = rule.ignoresCase ? "(?i)" : ""
        let source =
            switch rule.shape {
            case .token(_, let body): flags + "(?:" + body + ")"
            case .assigned(_, let value): flags + "(?:" + value + ")"
            case .located(_, let pattern, _): flags + pattern
            case .custom(_, let pattern): pattern
            case .generic, .urlCredentials, .kubernetesSecret, .encoded, .embedded, .mark: ""
            }
        guard let made = try? Pattern(source) else {
            isBroken[number] = true
            return nil
        }
        patterns[number] = made
        return made
    }

    // MARK: - Shapes

    private mutating func token(
        _ number: Int, start: Int, end: Int, in text: UnsafeRawBufferPointer
    ) -> SecretMatch? {
        let rule = index.rules[number]
        guard rule.startsAnywhere || Boundary.startsWord(at: start, in: text), let pattern = pattern(number) else {
            return nil
        }
        if let first = pattern.firstBytes {
            guard end < text.count, first.contains(text[end]) else { return nil }
        }
        let window = text.slice(end..<(end + min(pattern.longest ?? rule.reach, rule.reach) + 1))
        guard let groups = search.firstMatch(of: pattern, in: window, starts: 0..<1), let body = groups[0] else {
            return nil
        }
        let stop = end + body.upperBound
        guard Boundary.endsToken(at: stop, in: text, alphabet: pattern.lastBytes) else { return nil }
        return made(number, secret: start..<stop, whole: start..<stop)
    }

    private mutating func assigned(
        _ number: Int, name: Range<Int>, _ assignment: Assignment, in text: UnsafeRawBufferPointer
    ) -> SecretMatch? {
        guard let pattern = pattern(number) else { return nil }
        let start = assignment.valueStart
        if let first = pattern.firstBytes, !first.contains(text[start]) { return nil }
        let rule = index.rules[number]
        let window = text.slice(start..<(start + min(pattern.longest ?? rule.reach, rule.reach) + 1))
        guard let groups = search.firstMatch(of: pattern, in: window, starts: 0..<1), let body = groups[0] else {
            return nil
        }
        let stop = start + body.upperBound
        guard Assignment.ends(in: text, at: stop) else { return nil }
        return made(number, secret: start..<stop, whole: name.lowerBound..<stop)
    }

    private mutating func located(
        _ number: Int, start: Int, end: Int, back: Int, in text: UnsafeRawBufferPointer
    ) -> SecretMatch? {
        guard let pattern = pattern(number) else { return nil }
        let rule = index.rules[number]
        let low = max(0, start - back)
        let ahead = min(pattern.longest.map { $0 + 1 } ?? rule.reach, rule.reach)
        let window = text.slice(low..<min(text.count, end + ahead))
        guard rule.needs.isEmpty || rule.needs.contains(where: window.holds) else { return nil }
        var from = 0
        let last = start - low
        while from <= last {
            guard let groups = search.firstMatch(of: pattern, in: window, starts: from..<(last + 1)),
                let whole = groups[0]
            else { return nil }
            from = whole.lowerBound + 1
            guard low + whole.upperBound >= end else { continue }
            let secret = self.secret(of: rule, groups) ?? whole
            // Without a group of its own the secret is the whole match, and must stand alone.
            if groups.count == 1 || secret == whole {
                guard rule.startsAnywhere || Boundary.startsWord(at: low + whole.lowerBound, in: text),
                    Boundary.endsToken(at: low + whole.upperBound, in: text, alphabet: pattern.lastBytes)
                else { continue }
            }
            return made(
                number, secret: (low + secret.lowerBound)..<(low + secret.upperBound),
                whole: (low + whole.lowerBound)..<(low + whole.upperBound))
        }
        return nil
    }

    private mutating func custom(
        _ number: Int, around hit: Range<Int>, in text: UnsafeRawBufferPointer, _ context: TextContext,
        found: (SecretMatch) -> Void
    ) {
        guard let pattern = pattern(number) else { return }
        let rule = index.rules[number]
        let low = max(0, hit.lowerBound - Self.customBack)
        let high = min(text.count, hit.upperBound + Self.customAhead)
        let window = text.slice(low..<high)
        var from = 0
        while from < window.count {
            guard let groups = search.firstMatch(of: pattern, in: window, starts: from..<window.count),
                let whole = groups[0]
            else { return }
            from = max(whole.upperBound, whole.lowerBound + 1)
            guard let secret = secret(of: rule, groups), !secret.isEmpty else { continue }
            let match = made(
                number, secret: (low + secret.lowerBound)..<(low + secret.upperBound),
                whole: (low + whole.lowerBound)..<(low + whole.upperBound))
            if let judged = passes(match, in: text, context, name: hit) { found(judged) }
        }
    }

    /// Bytes around a keyword in which a user's own pattern is searched.
    private static let customBack = 1024
    private static let customAhead = 4096

    private func secret(of rule: SecretRule, _ groups: [Range<Int>?]) -> Range<Int>? {
        if let number = rule.secretGroup { return number < groups.count ? groups[number] : nil }
        return groups.dropFirst().first { $0.map { !$0.isEmpty } ?? false } ?? groups[0]
    }

    private func made(_ number: Int, secret: Range<Int>, whole: Range<Int>) -> SecretMatch {
        let card = index.rules[number].card
        return SecretMatch(
            rule: number, secret: secret, whole: whole, confidence: card.confidence, severity: card.severity)
    }

    // MARK: - Checks

    private mutating func passes(
        _ match: SecretMatch, in text: UnsafeRawBufferPointer, _ context: TextContext, name: Range<Int>
    ) -> SecretMatch? {
        let rule = index.rules[match.rule]
        if let path = rule.path {
            if paths[match.rule] == nil { paths[match.rule] = try? Pattern(path) }
            guard let pattern = paths[match.rule], search.holds(pattern, context.path) else { return nil }
        }
        let secret = text.slice(match.secret)
        if rule.entropy > 0, Randomness.entropy(secret) < rule.entropy { return nil }
        var judged = match
        for check in rule.checks {
            guard SecretChecks.holds(check, &judged, in: text, context, name: name) else { return nil }
        }
        if context.asksPlausibility, !SecretChecks.isPlausible(judged, rule, in: text) { return nil }
        for list in rule.allowLists + index.allowLists where list.allows(judged, in: text, path: context.path, &search)
        { return nil }
        return judged
    }
}

/// Where words and tokens may start and end.
enum Boundary {
    /// No letter, digit or underscore before; the letter of an escape sequence (`\n`) does not count.
    @inline(__always)
    static func startsWord(at position: Int, in text: UnsafeRawBufferPointer) -> Bool {
        guard position > 0 else { return true }
        let before = text[position - 1]
        guard ByteSet.word.contains(before) else { return true }
        guard position > 1, text[position - 2] == UInt8(ascii: "\\") else { return isPercentEscape(position, text) }
        return before == 0x6E || before == 0x72 || before == 0x74
    }

    /// `%22` and the like before a token of a URL.
    private static func isPercentEscape(_ position: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        position > 2 && text[position - 3] == UInt8(ascii: "%") && text[position - 2] >= 0x32
            && text[position - 2] <= 0x37
    }

    /// Nothing follows that could belong to the token.
    static func endsToken(at position: Int, in text: UnsafeRawBufferPointer, alphabet: ByteSet?) -> Bool {
        guard position < text.count else { return true }
        let next = text[position]
        if ByteSet.word.contains(next) || alphabet?.contains(next) ?? false { return false }
        if next == UInt8(ascii: "."), position + 1 < text.count {
            return !ByteSet.alphanumerics.contains(text[position + 1])
        }
        return next < 0x80
    }
}
