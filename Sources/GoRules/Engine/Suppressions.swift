import Findings
import GoSource

/// One comment that asks for findings to be passed over.
///
/// `#nosec [G101 G102] [-- reason]`, `gosec:disable [rules] [-- reason]`, `nolint[:gosec,…] [// reason]` and
/// `drydock:ignore ID reason`.
struct Suppression {
    /// The line of the comment.
    var line: Int
    /// Lines whose findings it covers.
    var covered: ClosedRange<Int>
    /// Upper case; empty for all rules.
    var rules: [String]
    var reason: String?
    /// As it is written, for notes.
    var marker: String

    func names(_ finding: Finding) -> Bool {
        if rules.isEmpty { return true }
        return rules.contains(finding.id.uppercased())
            || finding.aliases.contains { rules.contains($0.uppercased()) }
    }

    /// Whether a finding that goes over these lines is covered.
    func covers(_ lines: ClosedRange<Int>) -> Bool {
        covered.contains(lines.lowerBound) || (lines.count < 40 && lines.contains(line))
    }

    /// All suppressions of a file.
    static func all(in file: GoFile) -> [Suppression] {
        var found: [Suppression] = []
        for comment in file.comments {
            let range = Int(comment.start)..<Int(comment.end)
            guard mayHold(file, range) else { continue }
            let text = file.text(of: comment)
            guard let (rules, reason, marker) = parse(text) else { continue }
            let line = file.position(ofOffset: comment.start).line
            let covered = covered(by: comment, line: line, in: file)
            found.append(
                Suppression(line: line, covered: covered, rules: rules, reason: reason, marker: marker))
        }
        return found
    }

    /// Cheap: the letters `no` or `gosec:` or `drydock:` in any comment are rare enough.
    private static func mayHold(_ file: GoFile, _ range: Range<Int>) -> Bool {
        let source = file.source
        var at = range.lowerBound
        while at + 4 < range.upperBound {
            switch source[at] {
            case UInt8(ascii: "n"):
                if source[at + 1] == UInt8(ascii: "o"),
                    source[at + 2] == UInt8(ascii: "s") || source[at + 2] == UInt8(ascii: "l")
                {
                    return true
                }
            case UInt8(ascii: "g"):
                if source.equals(at..<min(at + 6, range.upperBound), "gosec:") { return true }
            case UInt8(ascii: "d"):
                if source.equals(at..<min(at + 8, range.upperBound), "drydock:") { return true }
            default: break
            }
            at += 1
        }
        return false
    }

    static func parse(_ comment: String) -> (rules: [String], reason: String?, marker: String)? {
        var text = Substring(comment)
        if text.hasPrefix("//") {
            text = text.dropFirst(2)
        } else if text.hasPrefix("/*") {
            text = text.dropFirst(2)
            if text.hasSuffix("*/") { text = text.dropLast(2) }
        }
        let body = text.trimmingSpaces
        if let rest = after("#nosec", in: body) { return gosec(rest, "#nosec") }
        if let rest = after("gosec:disable", in: body), body.hasPrefix("gosec:disable") {
            return gosec(rest, "gosec:disable")
        }
        if body.hasPrefix("drydock:ignore") {
            let words = body.dropFirst(14).split(separator: " ", maxSplits: 1)
            guard let first = words.first else { return ([], nil, "drydock:ignore") }
            let rules = first.split(separator: ",").map { $0.uppercased() }
            let reason = words.count > 1 ? words[1].trimmingSpaces : nil
            return (rules, reason, "drydock:ignore")
        }
        if body.hasPrefix("nolint") { return nolint(Substring(body.dropFirst(6))) }
        return nil
    }

    private static func after(_ marker: String, in text: String) -> Substring? {
        var rest = Substring(text)
        while !rest.isEmpty {
            if rest.hasPrefix(marker) { return rest.dropFirst(marker.utf8.count) }
            guard let space = rest.firstIndex(of: " ") else { return nil }
            rest = rest[rest.index(after: space)...]
        }
        return nil
    }

    private static func gosec(_ rest: Substring, _ marker: String) -> (
        rules: [String], reason: String?, marker: String
    )? {
        if let first = rest.first, first.isLetter || first.isNumber { return nil }
        var reason: String?
        var rules: [String] = []
        var words = rest.split { $0 == " " || $0 == "\t" || $0 == "," || $0 == ":" }
        while let word = words.first {
            if word == "--" || word == "-" {
                reason = words.dropFirst().joined(separator: " ")
                break
            }
            let id = word.uppercased()
            let isRule =
                id.hasPrefix("DD-GO-")
                || (id.hasPrefix("G") && id.dropFirst().allSatisfy(\.isNumber) && id.utf8.count > 3)
            guard isRule else {
                reason = words.joined(separator: " ")
                break
            }
            rules.append(id)
            words.removeFirst()
        }
        return (rules, reason.flatMap { $0.isEmpty ? nil : $0 }, marker)
    }

    private static func nolint(_ rest: Substring) -> (rules: [String], reason: String?, marker: String)? {
        var list = rest
        var reason: String?
        if let cut = rest.firstRange(of: "//") {
            list = rest[..<cut.lowerBound]
            reason = String(rest[cut.upperBound...]).trimmingSpaces
        }
        let trimmed = list.trimmingSpaces
        guard !trimmed.isEmpty else { return ([], reason, "nolint") }
        guard trimmed.hasPrefix(":") else { return nil }
        let names = trimmed.dropFirst().split { $0 == "," || $0 == " " }
        guard names.contains(where: { $0 == "gosec" || $0 == "all" }) else { return nil }
        return ([], reason, "nolint:gosec")
    }

    /// A comment behind code covers what begins on its line; one on a line of its own what begins on the next.
    private static func covered(by comment: Comment, line: Int, in file: GoFile) -> ClosedRange<Int> {
        let lineRange = file.lineRange(line)
        var isAlone = true
        for offset in lineRange.lowerBound..<min(Int(comment.start), lineRange.upperBound) {
            let byte = file.source[offset]
            if byte != 0x20 && byte != 0x09 { isAlone = false }
        }
        var first = line
        if isAlone {
            // Comments and blank lines lie between.
            var next = line + 1
            while next <= file.lineCount, isCommentOrBlank(file, next) { next += 1 }
            first = min(next, file.lineCount)
        }
        var last = first
        for index in 1..<max(1, UInt32(file.nodeCount)) {
            let node = Node(index: index)
            switch file.kind(node) {
            case .general, .valueSpec, .assign, .expression, .return, .compositeLiteral, .call, .declaration, .typeSpec,
                .keyValue, .defer, .go, .unary, .field:
                break
            case .function, .if, .for, .range, .switch, .typeSwitch, .select, .block:
                if !isAlone { continue }
            default: continue
            }
            guard file.line(of: node) == first else { continue }
            if !isAlone, holdsFunction(node, file) { continue }
            last = max(last, file.endPosition(of: node).line)
        }
        return first...last
    }

    private static func holdsFunction(_ node: Node, _ file: GoFile) -> Bool {
        var holds = false
        file.visit(node) { _, kind in
            if kind == .functionLiteral { holds = true }
            return !holds
        }
        return holds
    }

    private static func isCommentOrBlank(_ file: GoFile, _ line: Int) -> Bool {
        let text = file.source.string(file.lineRange(line)).trimmingSpaces
        return text.isEmpty || text.hasPrefix("//")
    }
}

extension Substring {
    fileprivate func firstRange(of text: String) -> Range<Substring.Index>? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(text) { return at..<index(at, offsetBy: text.count) }
            at = index(after: at)
        }
        return nil
    }
}
