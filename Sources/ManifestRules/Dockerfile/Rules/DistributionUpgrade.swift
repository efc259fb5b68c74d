import Findings
import Manifests

/// apt-get dist-upgrade, zypper dist-upgrade.
enum DistributionUpgrade: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-DIST-UPGRADE", title: "The distribution is upgraded in a build", severity: .medium,
        why: "dist-upgrade may remove packages and cross to another release: the image is no longer what FROM says.",
        repair: "Name a newer base image; apt-get upgrade takes security updates without removing packages.",
        maps: [.hadolint("DL3035"), .trivy("DS-0024"), .cisDocker("4.4")],
        references: ["https://docs.docker.com/build/building/best-practices/#apt-get"], profile: .strict)

    static let examples = Examples(
        good: ["FROM debian:13\nRUN apt-get update && apt-get upgrade -y\n"],
        bad: ["FROM debian:13\nRUN apt-get dist-upgrade -y\n", "FROM opensuse/leap:15.6\nRUN zypper -n dup\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { _, command in
            switch command.name {
            case "apt-get" where command.hasArgument(in: ["dist-upgrade", "full-upgrade"]),
                "apt" where command.hasArgument(in: ["dist-upgrade", "full-upgrade"]):
                let isTrivys = command.name == "apt-get" && command.hasArgument("dist-upgrade")
                report(
                    Problem(
                        command.range, "The whole distribution is upgraded.", aliases: isTrivys ? ["DS-0024"] : []))
            case "zypper" where command.hasArgument(in: ["dist-upgrade", "dup"]):
                report(Problem(command.range, "The whole distribution is upgraded.", aliases: ["DL3035"]))
            default: break
            }
        }
    }
}
