import Findings

/// What installs packages at build time helps an intruder at run time.
struct ImagePackageManager: ImageRule {
    static let card = RuleCard(
        id: "DD-IMG-PACKAGE-MANAGER", title: "Image holds a package manager", severity: .low,
        why: "With a shell and a package manager an intruder has every tool of the distribution at hand.",
        repair: "Build on a distroless, scratch or otherwise minimal base.", maps: [.cisDocker("4.3"), .cwe(1104)],
        references: ["https://docs.docker.com/build/building/best-practices/#create-ephemeral-containers"],
        profile: .strict)

    static func check(_ image: ReviewedImage, report: (ImageProblem) -> Void) {
        guard !image.facts.packageManagers.isEmpty else { return }
        report(ImageProblem(evidence: [image.facts.packageManagers.joined(separator: ", ")]))
    }
}
