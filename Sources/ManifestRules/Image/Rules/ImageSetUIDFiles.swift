import Findings

/// Set-uid programs are the usual way from a user to root.
struct ImageSetUIDFiles: ImageRule {
    static let card = RuleCard(
        id: "DD-IMG-SETUID", title: "Image holds set-uid or set-gid programs", severity: .low,
        why: "Each of them runs as its owner whoever starts it; a flaw in one makes an intruder root in the container.",
        repair: "Remove the bit (chmod a-s) or the programs, or run with no-new-privileges.",
        maps: [.cisDocker("4.8"), .cwe(250)], references: ["https://www.cisecurity.org/benchmark/docker"],
        profile: .strict)

    private static let shown = 10

    static func check(_ image: ReviewedImage, report: (ImageProblem) -> Void) {
        let files = image.facts.setUIDFiles
        guard !files.isEmpty else { return }
        var evidence = Array(files.prefix(shown))
        if files.count > shown { evidence.append("and \(files.count - shown) more") }
        report(ImageProblem(evidence: evidence))
    }
}
