import Findings

/// Without a user, or as user 0, the service is root in its container.
struct ImageRunsAsRoot: ImageRule {
    static let card = RuleCard(
        id: "DD-IMG-USER-ROOT", title: "Image runs as root", severity: .medium,
        why: "Code execution in the service becomes root in the container, one kernel bug from the host.",
        repair: "Build the image with USER and a numeric id above 0, 65532:65532 say.",
        maps: [.cisDocker("4.1"), .cwe(250)],
        references: ["https://docs.docker.com/build/building/best-practices/#user"])

    static func check(_ image: ReviewedImage, report: (ImageProblem) -> Void) {
        let user = image.facts.user ?? ""
        let name = user.prefix { $0 != ":" }
        guard name.isEmpty || name == "root" || name.allSatisfy({ $0 == "0" }) else { return }
        report(ImageProblem(evidence: [user.isEmpty ? "no USER is set" : "USER \(user)"]))
    }
}
