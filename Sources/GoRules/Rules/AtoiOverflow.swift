import Findings
import GoSource

/// strconv.Atoi gives 64 bits; the upper ones are lost without an error.
struct AtoiOverflow: GoRule {
    static let card = RuleCard(
        id: "DD-GO-ATOI-OVERFLOW", title: "Parsed number cut to fewer bits", severity: .high,
        why: "strconv.Atoi gives 64 bits; the upper ones are lost without an error.",
        repair: "Use strconv.ParseInt with the size that is wanted.",
        maps: [.gosec("G109"), .cwe(190)], confidence: .medium)
    static let examples = Examples(
        good: ["import \"strconv\"\nfunc f(s string) int64 { n, _ := strconv.Atoi(s); return int64(n) }\n"],
        bad: ["import \"strconv\"\nfunc f(s string) int32 { n, _ := strconv.Atoi(s); return int32(n) }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        guard code.hasCalls(["strconv.Atoi"]) else { return }
        for call in code.calls {
            guard case .conversion(let type) = call.callee else { continue }
            let base = code.types.underlying(type)
            guard base == .int32 || base == .int16 else { continue }
            guard let object = code.variable(call.argument(0), in: call.file) else { continue }
            let isParsed = (code.definitions[object] ?? []).contains { definition in
                definition.result == 0 && code.call(at: definition.value, in: definition.file)?.name == "strconv.Atoi"
            }
            guard isParsed, !isGuarded(object, call, code) else { continue }
            report.add(call.node, in: call.file, "a number of strconv.Atoi is cut to \(code.program.text(type))")
        }
    }

    private static func isGuarded(_ object: ObjectID, _ call: GoCall, _ code: GoCode) -> Bool {
        guard let function = code.function(around: call.node, in: call.file) else { return false }
        let tree = call.file.tree
        let end = tree.range(of: call.node).lowerBound
        return code.contains(function.body, in: call.file) { node, kind in
            guard kind == .binary, tree.range(of: node).lowerBound < end,
                case .binary(let op, let left, let right) = tree.syntax(node)
            else { return false }
            guard op == .less || op == .greater || op == .lessEqual || op == .greaterEqual else { return false }
            return code.variable(left, in: call.file) == object || code.variable(right, in: call.file) == object
        }
    }
}
