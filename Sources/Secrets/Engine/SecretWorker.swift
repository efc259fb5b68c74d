import Findings

/// A secret found, with its text, until the file is done and facts are made.
struct FoundSecret {
    var rule: SecretRule
    var secret: String
    /// Bytes of the file before the secret, and its length.
    var offset: Int
    var length: Int
    var line: Int?
    var column: Int?
    var endLine: Int?
    var evidence: [String]
    var confidence: Confidence
    var severity: Severity
    var isAllowedInline: Bool
    var member: String?
}

/// The matchers and scratch memory of one task.
final class SecretWorker: @unchecked Sendable {
    let engine: SecretEngine
    private var tools: [SecretEngine.Kind: (index: RuleIndex, scanner: LiteralScanner, judge: CandidateJudge)] = [:]
    /// One for each level of archives in archives.
    private var inflaters: [Inflater] = []
    private(set) var failure: SecretError?

    init(_ engine: SecretEngine) { self.engine = engine }

    private func prepare(_ kind: SecretEngine.Kind) -> Bool {
        guard failure == nil else { return false }
        if tools[kind] == nil {
            let index = engine.index(kind)
            tools[kind] = (index, LiteralScanner(index.database), CandidateJudge(index))
        }
        return true
    }

    func inflater(_ depth: Int) -> Inflater {
        while inflaters.count <= depth { inflaters.append(Inflater()) }
        return inflaters[depth]
    }

    /// Bytes that must stand behind a hit before it is judged.
    func reach(_ kind: SecretEngine.Kind) -> Int {
        prepare(kind) ? (tools[kind]?.index.reach ?? 0) + Lines.limit : 0
    }

    /// Bytes before a hit that its judgement may look at.
    static let back = 3 * Lines.limit

    /// Judges all hits that end in `ends`.
    func scan(
        _ text: UnsafeRawBufferPointer, ends: Range<Int>, kind: SecretEngine.Kind, context: inout TextContext,
        found: (SecretMatch, SecretRule) -> Void
    ) {
        guard prepare(kind), let index = tools[kind]?.index, let scanner = tools[kind]?.scanner else { return }
        let start = max(0, ends.lowerBound - Self.longestLiteral)
        let hits: [LiteralHit]
        do throws(SecretError) {
            hits = try scanner.hits(in: text.slice(start..<ends.upperBound))
        } catch {
            failure = error
            return
        }
        for var hit in hits {
            hit.end += Int32(start)
            guard Int(hit.end) > ends.lowerBound else { continue }
            tools[kind]?.judge.judge(hit, in: text, &context) { found($0, index.rules[$0.rule]) }
        }
        for number in index.unconditional {
            tools[kind]?.judge.searchAll(number, in: text, range: ends, context) { found($0, index.rules[$0.rule]) }
        }
    }

    private static let longestLiteral = 256
}
