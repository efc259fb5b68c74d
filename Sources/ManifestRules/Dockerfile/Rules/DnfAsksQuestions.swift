import Findings
import Manifests

/// dnf install without -y waits for an answer.
enum DnfAsksQuestions: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-DNF-YES", title: "dnf install without -y", severity: .medium,
        why: "There is nobody to answer the question: the build stops.", repair: "Write dnf install -y.",
        maps: [.hadolint("DL3038")], references: ["https://dnf.readthedocs.io/en/latest/command_ref.html"])

    static let examples = Examples(
        good: ["FROM fedora:43\nRUN dnf install -y httpd\n", "FROM fedora:43\nRUN microdnf -y install httpd\n"],
        bad: ["FROM fedora:43\nRUN dnf install httpd\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { run, command in
            guard command.isNamed("dnf", "microdnf"), let install = command.argument(in: PackageTools.installs),
                !command.has("y", "assumeyes")
            else { return }
            report(
                Problem(
                    command.range, "\(command.name) asks and nobody answers.",
                    fix: .insert(run.insertion(of: "-y", behind: install), "Add -y.")))
        }
    }
}
