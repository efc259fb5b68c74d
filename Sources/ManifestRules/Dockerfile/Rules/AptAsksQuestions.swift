import Findings
import Manifests

/// apt-get install without -y waits for an answer.
enum AptAsksQuestions: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-APT-YES", title: "apt-get install without -y", severity: .medium,
        why: "There is nobody to answer the question: the build stops.",
        repair: "Write apt-get install -y.", maps: [.hadolint("DL3014"), .trivy("DS-0021")],
        references: ["https://github.com/hadolint/hadolint/wiki/DL3014"])

    static let examples = Examples(
        good: ["FROM debian:13\nRUN apt-get install -y curl\n", "FROM debian:13\nRUN apt-get -qq install curl\n"],
        bad: ["FROM debian:13\nRUN apt-get install curl\n", "FROM debian:13\nRUN apt-get install -q curl\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { run, command in
            guard let install = AptGet.installWord(command) else { return }
            if AptGet.answersYes(command) {
                // Quiet twice implies yes; Trivy does not know.
                if !command.has("y", "yes", "assume-yes") {
                    report(Problem(command.range, "-y is not written.", aliases: ["DS-0021"], profile: .all))
                }
                return
            }
            report(
                Problem(
                    command.range, "apt-get install asks and nobody answers.",
                    fix: .insert(run.insertion(of: "-y", behind: install), "Add -y.")))
        }
    }
}
