import Findings
import Manifests

/// useradd with a high id writes a huge, sparse log.
enum UseraddHighID: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-USERADD-ID", title: "useradd with a high id and without -l", severity: .low,
        why: "useradd enlarges /var/log/lastlog and faillog up to the id; unpacked as a layer they fill gigabytes.",
        repair: "Add -l (--no-log-init).", maps: [.hadolint("DL3046")],
        references: ["https://docs.docker.com/build/building/best-practices/#user"])

    static let examples = Examples(
        good: ["FROM debian:13\nRUN useradd -l -u 123456 app\n", "FROM debian:13\nRUN useradd -u 1000 app\n"],
        bad: ["FROM debian:13\nRUN useradd -u 123456 app\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { run, command in
            guard command.name == "useradd", !command.has("l", "no-log-init"),
                let id = command.value(of: "u", "uid"), id.value.utf8.count > 5,
                let word = command.shell.words.first
            else { return }
            report(
                Problem(
                    command.range, "The user's id is \(id.value).",
                    aliases: command.arguments.contains { $0.range == id.range && !$0.value.hasPrefix("-") }
                        && !command.hasArgument("--uid") ? nil : [],
                    fix: .insert(run.insertion(of: "-l", behind: word), "Add -l.")))
        }
    }
}
