import Findings
import Manifests

/// sudo in a build.
enum SudoInRun: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-SUDO", title: "sudo in RUN", severity: .high,
        why: "sudo in the image lets the service's user become root again, and behaves differently without a terminal.",
        repair: "Do what needs root before USER; leave sudo out of the image.",
        maps: [.hadolint("DL3004"), .trivy("DS-0010"), .checkov("CKV2_DOCKER_1"), .cwe(250)],
        references: ["https://docs.docker.com/build/building/best-practices/#user"])

    static let examples = Examples(
        good: ["FROM debian:13\nRUN apt-get update\n", "FROM debian:13\nRUN echo sudo\n"],
        bad: ["FROM debian:13\nRUN sudo apt-get update\n", "FROM debian:13\nRUN true && sudo -E make install\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        var user: [Int: String] = [:]
        for item in view.items where item.keyword == .user {
            user[item.stage] = item.instruction.words.first?.best
        }
        view.forEachCommand { run, command in
            guard command.name == "sudo" else { return }
            var fix: Fix?
            // As root, sudo without options changes nothing but the environment.
            if user[run.stage] == nil, !run.isExecForm, let first = command.shell.words.first,
                let next = command.arguments.first, next.isLiteral, !next.value.hasPrefix("-"),
                !next.value.contains("=")
            {
                fix = .replace(
                    first.range.lowerBound..<next.range.lowerBound, with: "", "Leave sudo out: the build is root here.")
            }
            report(Problem(command.range, "sudo is run in the build.", fix: fix))
        }
    }
}
