import Findings
import GoSource

/// A check of Go source: everything it says of itself, and how it looks at one package.
public protocol GoRule: Sendable {
    static var card: RuleCard { get }
    /// Whole Go files (without a package clause `package main` is put in front).
    static var examples: Examples { get }
    static func check(_ code: GoCode, _ report: GoReport)
}

/// What rules find in one package. Used by one task.
public final class GoReport {
    struct Entry {
        var card: RuleCard
        var file: FileInfo
        var node: Node
        var range: Range<Int>
        var message: String
        var severity: Severity?
        var confidence: Confidence?
        var fix: Fix?
        var flow: [FlowStep]
    }

    let code: GoCode
    var entries: [Entry] = []
    var card: RuleCard?
    private var seen: Set<Key> = []

    private struct Key: Hashable {
        var rule: String
        var file: Int
        var start: Int
    }

    init(_ code: GoCode) { self.code = code }

    /// Reports a node; a rule reports each place once.
    public func add(
        _ node: Node, in file: FileInfo, _ message: String, severity: Severity? = nil, confidence: Confidence? = nil,
        fix: Fix? = nil, flow: [FlowStep] = []
    ) {
        add(
            node, in: file, range: file.tree.range(of: node), message, severity: severity, confidence: confidence,
            fix: fix, flow: flow)
    }

    func add(
        _ node: Node, in file: FileInfo, range: Range<Int>, _ message: String, severity: Severity? = nil,
        confidence: Confidence? = nil, fix: Fix? = nil, flow: [FlowStep] = []
    ) {
        guard let card, code.isReported(file) else { return }
        guard seen.insert(Key(rule: card.id, file: file.index, start: range.lowerBound)).inserted else { return }
        entries.append(
            Entry(
                card: card, file: file, node: node, range: range, message: message, severity: severity,
                confidence: confidence, fix: fix, flow: flow))
    }
}
