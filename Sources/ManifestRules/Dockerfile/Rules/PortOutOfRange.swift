import Findings
import Manifests

/// EXPOSE of a port that does not exist.
enum PortOutOfRange: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-PORT-RANGE", title: "The port does not exist", severity: .medium,
        why: "Ports end at 65535; the line is a slip, and the port that was meant is not exposed.",
        repair: "Write the port the program listens on.", maps: [.hadolint("DL3011"), .trivy("DS-0008")],
        references: ["https://github.com/hadolint/hadolint/wiki/DL3011"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nEXPOSE 8080 8443/tcp 4000-4010\n"],
        bad: ["FROM alpine:3.22\nEXPOSE 80000\n", "FROM alpine:3.22\nEXPOSE 40000-80000/udp\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .expose {
            for word in item.instruction.words {
                let ports = word.best.prefix { $0 != "/" }.split(separator: "-")
                if ports.contains(where: { (Int($0) ?? ($0.allSatisfy(\.isNumber) ? Int.max : 0)) > 65535 }) {
                    report(
                        Problem(
                            word.range, "\(word.best) is past 65535.",
                            aliases: word.hasVariable || item.isTrigger ? ["DS-0008"] : nil))
                }
            }
        }
    }
}
