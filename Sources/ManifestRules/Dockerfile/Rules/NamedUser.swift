import Findings
import Manifests

/// USER by name.
enum NamedUser: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-USER-NAME", title: "USER is a name, not a number", severity: .low,
        why: "Kubernetes' runAsNonRoot cannot tell whether a name is root, and refuses to start the container.",
        repair: "Write the numeric id, such as USER 65532:65532.",
        maps: [.hadolint("DL3066"), .cisDocker("4.1"), .cwe(250)],
        references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"], profile: .strict)

    static let examples = Examples(
        good: ["FROM alpine:3.22\nUSER 65532:65532\n"], bad: ["FROM alpine:3.22\nUSER app\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        let last = view.items.last { $0.keyword == .user && !$0.isTrigger && view.isShipped($0.stage) }
        for item in view.items where item.keyword == .user {
            guard let word = item.instruction.words.first else { continue }
            let name = word.value.prefix { $0 != ":" }
            guard !name.allSatisfy(\.isNumber) else { continue }
            let known = word.best.prefix { $0 != ":" }
            let isRoot = LastUserIsRoot.isRoot(word.best)
            let isNumber = !known.isEmpty && known.allSatisfy(\.isNumber)
            report(
                Problem(
                    word.range, "\(name) is a name.", aliases: item.isTrigger ? [] : nil,
                    profile: isRoot || isNumber || item.position != last?.position ? .all : nil))
        }
    }
}
