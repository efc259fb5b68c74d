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
        let suppressions =
            options.disablesSuppressions ? PlacedSuppressions() : PlacedSuppressions(file, today: options.today)
        var result = LintResult()
        for rule in AllDockerfileRules.rules {
            let card = rule.card
            guard selection.includes(card) else {
                result.rulesLeftOut += 1
                continue
            }
            rule.check(view) { problem in
                result.take(problem, of: card, in: file.source, path: path, selection: selection) { finding in
                    suppressions.first(at: problem.range.lowerBound) { $0.names(finding, card) }
                        .map { SuppressionHit(reason: $0.reason) }
                }
            }
        }
        result.sort()
        return result
    }
}

/// The suppressions of a file, each with the instruction that follows its comment; comments inside an instruction belong
/// to it.
private struct PlacedSuppressions {
    private var everywhere: [Suppression] = []
    /// By the start of the instruction.
    private var byInstruction: [Int: [Suppression]] = [:]
    /// Where the instructions with suppressions start and end, in rising order.
    private var ranges: [Range<Int>] = []

    init() {}

    init(_ file: Dockerfile, today: String) {
        var next = 0
        for comment in file.comments {
            guard
                let first = comment.text.utf8.first.map({ $0 | 0x20 }),
                [UInt8(ascii: "d"), UInt8(ascii: "h"), UInt8(ascii: "t"), UInt8(ascii: "c")].contains(first)
            else { continue }
            while next < file.instructions.count, file.instructions[next].range.upperBound <= comment.range.lowerBound {
                next += 1
            }
            let target = next < file.instructions.count ? file.instructions[next].range : nil
            for suppression in Suppression.read(comment.text, today: today) {
                // Trivy's comment on the first line stands for what the whole file lacks, as a USER.
                if suppression.scope == .file || (suppression.dialect == "trivy" && next == 0) {
                    everywhere.append(suppression)
                } else if let target {
                    if byInstruction[target.lowerBound] == nil { ranges.append(target) }
                    byInstruction[target.lowerBound, default: []].append(suppression)
                }
            }
        }
    }

    /// The first suppression that holds at an offset and is wanted.
    func first(at offset: Int, _ isWanted: (Suppression) -> Bool) -> Suppression? {
        if let found = everywhere.first(where: isWanted) { return found }
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].lowerBound <= offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let range = ranges[low - 1]
        guard range.contains(offset) || range.lowerBound == offset else { return nil }
        return byInstruction[range.lowerBound]?.first(where: isWanted)
    }
}
