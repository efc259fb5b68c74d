import Findings
import Manifests

/// apt-get update in a RUN of its own.
enum UpdateAlone: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-UPDATE-ALONE", title: "Package lists are updated in a RUN of their own", severity: .medium,
        why:
            "The RUN is cached: later builds install from old lists, and get versions with known holes or none at all.",
        repair: "Update and install in one RUN: apt-get update && apt-get install -y ….",
        maps: [.trivy("DS-0017"), .checkov("CKV_DOCKER_5"), .cisDocker("4.7"), .cwe(1395)],
        references: ["https://docs.docker.com/build/building/best-practices/#apt-get"])

    static let examples = Examples(
        good: [
            "FROM debian:13\nRUN apt-get update && apt-get install -y curl\n",
            "FROM alpine:3.22\nRUN apk update && apk add curl\n",
        ],
        bad: ["FROM debian:13\nRUN apt-get update\nRUN apt-get install -y curl\n"])

    private static let families: [[String]] = [["apt-get", "apt"], ["yum"], ["apk"], ["dnf"], ["zypper"]]
    private static let installs = [
        "upgrade", "install", "source-install", "reinstall", "groupinstall", "localinstall", "add",
    ]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs {
            for family in families {
                let updates = indexes(run, family, ["update", "up"])
                guard let first = updates.first else { continue }
                let changes = indexes(run, family, installs)
                if changes.contains(where: { $0 > first }) { continue }
                let name = family[0]
                // dnf update and yum update install what is new; apk's and apt's only read lists.
                let readsLists = name == "apt-get" || name == "apk"
                let isUsedOtherwise = run.commands.dropFirst(first + 1).contains {
                    !["rm", "true", "echo"].contains($0.name)
                        && $0.arguments.contains {
                            ["dist-upgrade", "build-dep", "full-upgrade", "download"].contains($0.value)
                        }
                }
                let isMounted = run.instruction.scratchMounts.contains { $0.hasPrefix("/var/lib/apt") }
                report(
                    Problem(
                        run.commands[first].range, "Nothing is installed from the lists in this RUN.",
                        profile: readsLists && !isUsedOtherwise && !isMounted
                            ? view.profileUnlessShipped(run.stage) : .all))
                break
            }
        }
    }

    private static func indexes(_ run: DockerfileView.Run, _ names: [String], _ operations: [String]) -> [Int] {
        run.commands.indices.filter { index in
            let words = run.commands[index].shell.words
            guard let name = words.firstIndex(where: { names.contains($0.value) }) else { return false }
            return words[(name + 1)...].contains { operations.contains($0.value) }
        }
    }
}
