import Findings
import Manifests

/// ENV NAME value.
enum LegacyEnvironment: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-ENV-LEGACY", title: "ENV or LABEL without an equals sign", severity: .negligible,
        why: "The form sets one name only, takes the whole rest of the line and is there for old files.",
        repair: "Write ENV NAME=value.",
        references: ["https://docs.docker.com/reference/build-checks/legacy-key-value-format/"], profile: .all)

    static let examples = Examples(good: ["FROM alpine:3.24\nENV A=b\n"], bad: ["FROM alpine:3.24\nENV A b\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .env || item.keyword == .label {
            for pair in item.instruction.assignments where pair.isLegacy {
                guard let value = pair.value else { continue }
                let isPlain = !value.raw.utf8.contains {
                    $0 <= 0x20 || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "`")
                }
                let gap = pair.key.range.upperBound..<value.range.lowerBound
                let isOneLine = view.file.source.line(at: gap.lowerBound) == view.file.source.line(at: gap.upperBound)
                report(
                    Problem(
                        pair.range, "\(pair.key.value) is set in the old form.",
                        fix: isPlain && isOneLine ? .replace(gap, with: "=", "Use an equals sign.") : nil))
            }
        }
    }
}
