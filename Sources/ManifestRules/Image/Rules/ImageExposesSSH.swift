import Findings

/// A shell for the network has no place in an image that runs one service.
struct ImageExposesSSH: ImageRule {
    static let card = RuleCard(
        id: "DD-IMG-PORT-SSH", title: "Image exposes SSH", severity: .medium,
        why:
            "An SSH server gives logins to a container that nobody patches or watches; orchestrators have exec for that.",
        repair: "Remove the SSH server and EXPOSE 22.", maps: [.cisDocker("5.6"), .cwe(284)],
        references: ["https://docs.docker.com/build/building/best-practices/#expose"])

    static func check(_ image: ReviewedImage, report: (ImageProblem) -> Void) {
        for port in image.facts.exposedPorts where port == "22" || port.hasPrefix("22/") {
            report(ImageProblem(evidence: ["EXPOSE \(port)"]))
        }
    }
}
