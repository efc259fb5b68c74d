import Findings
import Manifests

/// Judges a Dockerfile by the rules of `AllDockerfileRules`.
public enum DockerfileLinter {
    /// Lints the bytes of one file.
    ///
    /// - Parameter path: as it shall stand in the findings' locations.
    public static func lint(
        _ bytes: [UInt8], path: String, selection: RuleSelection = RuleSelection(),
        options: DockerfileOptions = DockerfileOptions()
    ) -> LintResult {
        lint(DockerfileParser.parse(bytes), path: path, selection: selection, options: options)
    }

    public static func lint(
        _ file: Dockerfile, path: String, selection: RuleSelection, options: DockerfileOptions
    ) -> LintResult {
        let view = DockerfileView(file, options: options)
        let suppressions = options.disablesSuppressions ? [] : placedSuppressions(file, today: options.today)
        var result = LintResult()
        for rule in AllDockerfileRules.rules {
            let card = rule.card
            guard selection.includes(card) else {
                result.rulesLeftOut += 1
                continue
            }
            rule.check(view) { problem in
                guard
                    let finding = problem.finding(card, source: file.source, path: path, selection: selection)
                else { return }
                if let suppression = suppressions.first(where: {
                    $0.covers(problem.range) && $0.suppression.names(finding, card)
                }) {
                    result.suppressed.append(
                        SuppressedFinding(
                            finding: finding, cause: "ignored", reason: suppression.suppression.reason))
                } else {
                    result.findings.append(finding)
                }
            }
        }
        result.sort()
        return result
    }

    private struct PlacedSuppression {
        var suppression: Suppression
        /// Bytes it holds for; nil: all.
        var range: Range<Int>?

        func covers(_ problem: Range<Int>) -> Bool {
            guard let range else { return true }
            return range.contains(problem.lowerBound) || range.lowerBound == problem.lowerBound
        }
    }

    /// Each suppression with the instruction that follows its comment; comments inside an instruction belong to it.
    private static func placedSuppressions(_ file: Dockerfile, today: String) -> [PlacedSuppression] {
        var result: [PlacedSuppression] = []
        for comment in file.comments {
            guard
                let first = comment.text.utf8.first.map({ $0 | 0x20 }),
                [UInt8(ascii: "d"), UInt8(ascii: "h"), UInt8(ascii: "t"), UInt8(ascii: "c")].contains(first)
            else { continue }
            for suppression in Suppression.read(comment.text, today: today) {
                guard suppression.scope == .next else {
                    result.append(PlacedSuppression(suppression: suppression, range: nil))
                    continue
                }
                let target = file.instructions.first { $0.range.upperBound > comment.range.lowerBound }
                // Trivy's comment on the first line stands for what the whole file lacks, as a USER.
                if suppression.dialect == "trivy", target?.range.lowerBound == file.instructions.first?.range.lowerBound
                {
                    result.append(PlacedSuppression(suppression: suppression, range: nil))
                } else if let target {
                    result.append(PlacedSuppression(suppression: suppression, range: target.range))
                }
            }
        }
        return result
    }
}
