import Findings
import GoSource

/// It panics: a request that gets there ends the goroutine, or the service.
struct OutOfRange: GoRule {
    static let card = RuleCard(
        id: "DD-GO-BOUNDS", title: "Index or slice out of range", severity: .medium,
        why: "It panics: a request that gets there ends the goroutine, or the service.",
        repair: "Check the length first.", maps: [.gosec("G602"), .cwe(118)], confidence: .medium)
    static let examples = Examples(
        good: ["func f() { s := make([]int, 2); s[1] = 1 }\n"],
        bad: ["func f() { s := make([]int, 2); i := 2; s[i] = 1 }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for function in code.info.functions where function.parent == nil {
            let file = code.files[function.file]
            guard code.isReported(file), hasCandidates(function, file) else { continue }
            var hooks = ValueRanges.Hooks()
            hooks.bounds = { node, file, message in report.add(node, in: file, message) }
            var ranges = ValueRanges(code, file, hooks)
            ranges.run(function)
        }
    }

    private static func hasCandidates(_ function: FunctionInfo, _ file: FileInfo) -> Bool {
        var isFound = false
        file.tree.visit(function.body) { _, kind in
            if kind == .index || kind == .slice || kind == .call { isFound = isFound || kind != .call || true }
            return !isFound
        }
        return isFound
    }
}
