import Findings
import Manifests

/// NOPASSWD in sudoers.
enum SudoWithoutPassword: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-SUDO-NOPASSWD", title: "A user may become root without a password", severity: .high,
        why: "USER then protects from nothing: code in the service says sudo and is root.",
        repair: "Leave sudo out of the image; do what needs root before USER.", maps: [.cisDocker("4.1"), .cwe(250)],
        references: ["https://docs.docker.com/build/building/best-practices/#user"])

    static let examples = Examples(
        good: ["FROM debian:13\nRUN useradd app\n"],
        bad: ["FROM debian:13\nRUN echo 'app ALL=(ALL) NOPASSWD:ALL' >> /etc/sudoers\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { run, command in
            guard let word = command.arguments.first(where: { $0.value.contains("NOPASSWD") }) else { return }
            report(
                Problem(
                    word.range, "NOPASSWD lets the user become root.", profile: view.profileUnlessShipped(run.stage)))
        }
    }
}
