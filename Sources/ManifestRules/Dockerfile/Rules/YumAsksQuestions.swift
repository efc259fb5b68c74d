import Findings
import Manifests

/// yum install without -y waits for an answer.
enum YumAsksQuestions: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-YUM-YES", title: "yum install without -y", severity: .medium,
        why: "There is nobody to answer the question: the build stops.", repair: "Write yum install -y.",
        maps: [.hadolint("DL3030")], references: ["https://man7.org/linux/man-pages/man8/yum.8.html"])

    static let examples = Examples(
        good: ["FROM rockylinux:9\nRUN yum install -y httpd\n"], bad: ["FROM rockylinux:9\nRUN yum install httpd\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { run, command in
            guard command.name == "yum", let install = command.argument(in: PackageTools.installs),
                !command.has("y", "assumeyes")
            else { return }
            report(
                Problem(
                    command.range, "yum asks and nobody answers.",
                    fix: .insert(run.insertion(of: "-y", behind: install), "Add -y.")))
        }
    }
}
