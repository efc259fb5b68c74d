import Findings
import Manifests

/// HEALTHCHECK with a shell, curl or wget in an image that has none.
enum HealthcheckCannotRun: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-HEALTH-SHELL", title: "The health check cannot run in this image", severity: .high,
        why:
            "The image has neither a shell nor curl or wget: the check fails always, and the container counts as unhealthy.",
        repair: "Copy a static probe in (drydock probe --install) and call it in the exec form.",
        references: ["https://docs.docker.com/reference/dockerfile/#healthcheck"])

    static let examples = Examples(
        good: [
            "FROM scratch\nCOPY probe /probe\nHEALTHCHECK CMD [\"/probe\", \"http://127.0.0.1:8080/\"]\n",
            "FROM alpine:3.24\nHEALTHCHECK CMD wget -qO- http://127.0.0.1:8080/\n",
        ],
        bad: [
            "FROM gcr.io/distroless/static-debian12\nHEALTHCHECK CMD curl -f http://127.0.0.1:8080/\n",
            "FROM scratch\nHEALTHCHECK CMD [\"wget\", \"-qO-\", \"http://127.0.0.1:8080/\"]\n",
        ])

    private static let tools: Set<String> = ["curl", "wget", "nc", "sh", "bash", "busybox", "test", "pgrep", "grep"]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .healthcheck && item.instruction.healthcheckKind == "CMD" {
            guard let stage = view.stage(item.stage), BaseImages.hasNoShell(view.file.rootBase(of: stage)) else {
                continue
            }
            let copied = view.copies.filter { $0.stage == item.stage }
                .flatMap { $0.instruction.words.map(\.value) }
            if !item.instruction.isExecForm {
                if copied.contains(where: { $0.hasSuffix("/sh") || $0.contains("busybox") || $0 == "/" }) { continue }
                report(
                    Problem(
                        item.instruction.headRange, "The check runs under a shell, which this image lacks.",
                        fix: ExecForm.fix(item.instruction, view)))
            } else if let first = item.instruction.words.first {
                let name = first.value.split(separator: "/").last.map(String.init) ?? first.value
                guard tools.contains(name),
                    !copied.contains(where: { $0.hasSuffix(name) || $0.contains("busybox") || $0 == "/" })
                else { continue }
                report(Problem(first.range, "This image has no \(name)."))
            }
        }
    }
}
