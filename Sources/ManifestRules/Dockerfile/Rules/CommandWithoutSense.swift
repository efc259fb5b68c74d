import Findings
import Manifests

/// Commands for a running machine do nothing sensible while an image is built.
enum CommandWithoutSense: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-RUN-POINTLESS", title: "The command makes no sense in a build", severity: .low,
        why: "There is no init, no terminal and no peer during a build: the command fails, hangs or changes nothing.",
        repair: "Leave it out, or do it where the container runs.", maps: [.hadolint("DL3001")],
        references: ["https://github.com/hadolint/hadolint/wiki/DL3001"], profile: .strict)

    static let examples = Examples(
        good: ["FROM debian:13\nRUN echo service\n"],
        bad: ["FROM debian:13\nRUN service nginx start\n", "FROM debian:13\nRUN vim /etc/hosts\n"])

    static let names: Set<String> = [
        "ssh", "vim", "shutdown", "service", "ps", "free", "top", "kill", "mount", "ifconfig", "nano", "systemctl",
        "reboot", "halt", "poweroff",
    ]
    /// Those hadolint's rule names.
    static let peers: Set<String> = [
        "ssh", "vim", "shutdown", "service", "ps", "free", "top", "kill", "mount",
    ]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { _, command in
            guard names.contains(command.name) else { return }
            report(
                Problem(
                    command.range, "\(command.name) has nothing to act on while the image is built.",
                    aliases: peers.contains(command.name) ? nil : []))
        }
    }
}
