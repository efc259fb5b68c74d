import Findings

/// An image is as old as its last rebuild, and so are the fixes in it.
struct ImageIsOld: ImageRule {
    static let card = RuleCard(
        id: "DD-IMG-AGE", title: "Image was built long ago", severity: .low,
        why: "Base images are rebuilt with fixes every few weeks; an image that is not rebuilt gets none of them.",
        repair: "Rebuild the image on a current base, and on a schedule.", maps: [.cisDocker("4.4"), .cwe(1104)],
        references: ["https://docs.docker.com/build/building/best-practices/#rebuild-your-images-often"],
        profile: .strict)

    /// Days.
    static let limit = 180

    static func check(_ image: ReviewedImage, report: (ImageProblem) -> Void) {
        guard let created = image.facts.created, let built = dayNumber(created), let now = dayNumber(image.today),
            now - built > limit,
            // Reproducible builds write a date that tells nothing.
            built > 11_000
        else { return }
        report(ImageProblem(evidence: ["built \(now - built) days ago, on \(created.prefix(10))"]))
    }

    /// Days since 1970 of `YYYY-MM-DD…`; nil where the text is none.
    private static func dayNumber(_ text: String) -> Int? {
        let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1970...9999).contains(parts[0]), (1...12).contains(parts[1]),
            (1...31).contains(parts[2])
        else { return nil }
        // Years that start in March, so that leap days come last.
        let month = (parts[1] + 9) % 12
        let year = parts[0] - month / 10
        return 365 * year + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + parts[2] - 1 - 719_468
    }
}
