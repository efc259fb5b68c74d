import Findings
import Manifests

/// zypper install without a switch that answers for it.
enum ZypperAsksQuestions: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-ZYPPER-YES", title: "zypper without --non-interactive or -y", severity: .medium,
        why: "There is nobody to answer the question: the build stops.", repair: "Write zypper install -y.",
        maps: [.hadolint("DL3034")], references: ["https://en.opensuse.org/SDB:Zypper_manual"])

    static let examples = Examples(
        good: ["FROM opensuse/leap:15.6\nRUN zypper --non-interactive install curl\n"],
        bad: ["FROM opensuse/leap:15.6\nRUN zypper install curl\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { run, command in
            guard command.name == "zypper", let change = command.argument(in: PackageTools.zypperChanges),
                !command.has("n", "non-interactive", "y", "no-confirm")
            else { return }
            report(
                Problem(
                    command.range, "zypper asks and nobody answers.",
                    fix: .insert(run.insertion(of: "-y", behind: change), "Add -y.")))
        }
    }
}
