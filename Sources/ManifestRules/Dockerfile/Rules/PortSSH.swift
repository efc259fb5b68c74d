import Findings
import Manifests

/// EXPOSE 22.
enum PortSSH: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-PORT-SSH", title: "Port 22 is exposed", severity: .medium,
        why: "A shell server in a container is one more way in, with keys and accounts nobody looks after.",
        repair: "Leave it out; docker exec and kubectl exec give a shell.",
        maps: [.trivy("DS-0004"), .checkov("CKV_DOCKER_1"), .cisDocker("5.7"), .cwe(1125)],
        references: ["https://docs.docker.com/build/building/best-practices/#expose"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nEXPOSE 8080\n"], bad: ["FROM alpine:3.22\nEXPOSE 8080 22/tcp\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .expose {
            for word in item.instruction.words {
                let port = word.best.prefix { $0 != "/" }
                guard port == "22", !word.best.lowercased().hasSuffix("/udp") else { continue }
                report(Problem(word.range, "Port 22 is that of SSH."))
            }
        }
    }
}
