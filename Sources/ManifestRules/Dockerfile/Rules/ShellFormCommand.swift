import Findings
import Manifests

/// CMD and ENTRYPOINT in the shell form run under /bin/sh -c.
enum ShellFormCommand: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-SHELL-FORM", title: "CMD or ENTRYPOINT in the shell form", severity: .low,
        why:
            "A shell becomes process 1 and does not pass signals on: the service is killed, not stopped. It also needs a shell in the image.",
        repair: "Write the arguments as a JSON array; where a shell is needed, name it there and use exec.",
        maps: [.hadolint("DL3025"), .cwe(78)],
        references: ["https://docs.docker.com/reference/build-checks/json-args-recommended/"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nCMD [\"/app\", \"-v\"]\n"], bad: ["FROM alpine:3.22\nCMD /app -v\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where !item.isTrigger {
            let instruction = item.instruction
            switch instruction.keyword {
            case .cmd, .entrypoint: break
            case .healthcheck where instruction.healthcheckKind == "CMD": break
            default: continue
            }
            guard !instruction.isExecForm, !instruction.text.bytes.isEmpty else { continue }
            // A health check in the shell form works as well, where there is a shell.
            report(
                Problem(
                    instruction.headRange, "\(instruction.keyword.spelling) runs under a shell.",
                    fix: ExecForm.fix(instruction, view),
                    profile: instruction.keyword == .healthcheck ? .all : view.profileUnlessShipped(item.stage)))
        }
    }
}
