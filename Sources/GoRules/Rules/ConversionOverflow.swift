import Findings
import GoSource

/// A value that does not fit wraps around: lengths become negative, checks pass that should not.
struct ConversionOverflow: GoRule {
    static let card = RuleCard(
        id: "DD-GO-CONVERSION", title: "Integer conversion that may lose bits", severity: .medium,
        why: "A value that does not fit wraps around: lengths become negative, checks pass that should not.",
        repair: "Check the range before the conversion.", maps: [.gosec("G115"), .cwe(190)], profile: .all,
        confidence: .medium)
    static let examples = Examples(
        good: ["func f(a int) uint8 { if a < 0 || a > 255 { return 0 }\nreturn uint8(a) }\n"],
        bad: ["func f(a int) uint8 { return uint8(a) }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for function in code.info.functions where function.parent == nil {
            let file = code.files[function.file]
            guard code.isReported(file) else { continue }
            var hooks = ValueRanges.Hooks()
            hooks.conversion = { node, file, value in
                guard let call = code.call(at: node, in: file) else { return }
                let from = code.program.text(code.types.underlying(file.type(of: call.argument(0))))
                let to = code.program.text(code.types.underlying(file.type(of: node)))
                report.add(node, in: file, "\(from) to \(to): values from \(value.low) to \(value.high) do not all fit")
            }
            var ranges = ValueRanges(code, file, hooks)
            ranges.run(function)
        }
    }
}
