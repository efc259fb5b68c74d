import Findings
import Manifests

/// USER by name where there is no /etc/passwd.
enum ScratchUserByName: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-SCRATCH-USER", title: "USER by name on scratch", severity: .medium,
        why: "scratch has no /etc/passwd: the name cannot be resolved, and the container does not start.",
        repair: "Write the numeric id, such as USER 65532:65532, or copy /etc/passwd and /etc/group.",
        maps: [.cwe(250)],
        references: ["https://docs.docker.com/reference/dockerfile/#user"])

    static let examples = Examples(
        good: [
            "FROM scratch\nCOPY app /app\nUSER 65532:65532\n",
            "FROM scratch\nCOPY --from=build /etc/passwd /etc/passwd\nUSER app\n",
        ],
        bad: ["FROM scratch\nCOPY app /app\nUSER app\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .user && !item.isTrigger {
            guard let stage = view.stage(item.stage), view.file.rootBase(of: stage) == .scratch,
                let word = item.instruction.words.first, let known = word.expanded
            else { continue }
            let name = known.prefix { $0 != ":" }
            guard !name.isEmpty, !name.allSatisfy(\.isNumber) else { continue }
            let lineage = Set(view.file.lineage(of: stage).map(\.index))
            let hasAccounts = view.copies.contains { other in
                lineage.contains(view.stage(other.stage)?.index ?? -2)
                    && other.instruction.words.contains {
                        ["/", "/etc", "/etc/"].contains($0.value) || $0.value.contains("passwd")
                            || $0.value.contains("rootfs")
                    }
            }
            guard !hasAccounts else { continue }
            report(Problem(word.range, "Nothing says which id \(name) has.", severity: name == "root" ? .low : nil))
        }
    }
}
