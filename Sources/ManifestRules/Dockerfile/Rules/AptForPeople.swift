import Findings
import Manifests

/// apt's output and options may change; scripts use apt-get.
enum AptForPeople: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-APT-TOOL", title: "apt in a script", severity: .low,
        why:
            "apt is made for people: it warns in scripts and its behaviour may change; apt-get and apt-cache stay stable.",
        repair: "Use apt-get or apt-cache.", maps: [.hadolint("DL3027"), .checkov("CKV_DOCKER_9")],
        references: ["https://github.com/hadolint/hadolint/wiki/DL3027"], profile: .strict)

    static let examples = Examples(
        good: ["FROM debian:13\nRUN apt-get update\n"], bad: ["FROM debian:13\nRUN apt install -y curl\n"])

    static let sameInAptGet: Set<String> = [
        "update", "upgrade", "install", "remove", "purge", "autoremove", "clean", "autoclean", "source", "build-dep",
        "download",
    ]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { run, command in
            guard command.name == "apt", let word = command.shell.words.first else { return }
            let operation = command.operands().first?.value ?? ""
            let isSame = sameInAptGet.contains(operation) && word.value == "apt" && !run.isExecForm
            report(
                Problem(
                    command.range, "apt is for people, apt-get for scripts.",
                    fix: isSame ? .replace(word.range, with: "apt-get", "Use apt-get.") : nil))
        }
    }
}
