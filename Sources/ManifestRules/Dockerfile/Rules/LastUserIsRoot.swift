import Findings
import Manifests

/// The last USER of a stage is root.
enum LastUserIsRoot: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-USER-ROOT", title: "The last USER is root", severity: .high,
        why: "Code execution in the service is root in the container: one kernel or runtime bug from the host, and "
            + "free to rewrite the program and install tools.",
        repair: "End the final stage with USER and a numeric id other than 0, after the last line that needs root.",
        maps: [
            .hadolint("DL3002"), .trivy("DS-0002"), .checkov("CKV_DOCKER_8"), .cisDocker("4.1"), .cwe(250),
        ],
        references: ["https://docs.docker.com/build/building/best-practices/#user"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nUSER root\nRUN apk upgrade --no-cache\nUSER 65532:65532\n"],
        bad: ["FROM alpine:3.22\nUSER root\n", "FROM alpine:3.22\nUSER 0:0\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        let last = view.file.stages.indices.last
        let lastUser = view.items.last { $0.keyword == .user && !$0.isTrigger }
        for number in view.file.stages.indices {
            guard let user = view.items(inStage: number).last(where: { $0.keyword == .user && !$0.isTrigger }),
                let word = user.instruction.words.first, isRoot(word.best)
            else { continue }
            // hadolint compares the text as it is written.
            let isPlain =
                word.quote == nil && ["root", "0"].contains(word.value.prefix { $0 != ":" })
                && view.file.stages[number].index >= 0
            let isLastUser = user.position == lastUser?.position
            report(
                Problem(
                    word.range, "The stage ends as user \(word.value).",
                    aliases: (isPlain ? ["DL3002"] : []) + ["CKV_DOCKER_8"] + (isLastUser ? ["DS-0002"] : []),
                    profile: number == last ? nil : .all))
        }
    }

    /// `root`, `0`, with or without a group.
    static func isRoot(_ user: String) -> Bool {
        let name = user.prefix { $0 != ":" }
        return name == "root" || name == "0" || (!name.isEmpty && name.allSatisfy { $0 == "0" })
    }
}
