import Findings

/// A system that gets no more fixes keeps every vulnerability that is still to be found in it.
struct ImageSystemEndOfLife: ImageRule {
    static let card = RuleCard(
        id: "DD-IMG-OS-EOL", title: "Operating system past its end of life", severity: .high,
        why: "The distribution publishes no more security fixes for this release, and often no more advisories either, "
            + "so that a scan finds less than there is.",
        repair: "Rebuild on a supported release of the base image.", maps: [.cwe(1104)])

    static func check(_ image: ReviewedImage, report: (ImageProblem) -> Void) {
        guard let os = image.os, os.isEndOfLife == true else { return }
        let name = os.prettyName ?? [os.id, os.version].compactMap { $0 }.joined(separator: " ")
        report(ImageProblem(evidence: [name + (os.endOfLife.map { ": support ended on \($0)" } ?? "")]))
    }
}
