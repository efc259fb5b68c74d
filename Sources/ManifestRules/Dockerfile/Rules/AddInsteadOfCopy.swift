import Findings
import Manifests

/// ADD does more than copy.
enum AddInsteadOfCopy: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-ADD-COPY", title: "ADD where COPY would do", severity: .low,
        why: "ADD unpacks archives and fetches URLs; where only a file is copied, COPY says so and cannot surprise.",
        repair: "Use COPY.",
        maps: [.hadolint("DL3020"), .trivy("DS-0005"), .checkov("CKV_DOCKER_4"), .cisDocker("4.9")],
        references: ["https://docs.docker.com/build/building/best-practices/#add-or-copy"])

    static let examples = Examples(
        good: [
            "FROM alpine:3.22\nADD app.tar.gz /\n", "FROM alpine:3.22\nADD https://example.com/a /a\n",
            "FROM alpine:3.22\nCOPY a /a\n",
        ],
        bad: ["FROM alpine:3.22\nADD app /app\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .add {
            let sources = item.instruction.copySources
            guard !sources.isEmpty else { continue }
            let plain = sources.filter { !isRemote($0.value) && !isUnpacked($0.value) }
            guard !plain.isEmpty else { continue }
            // Trivy passes over whatever names an archive or address anywhere.
            let whole = item.instruction.words.map(\.value).joined(separator: " ")
            let isTrivys =
                !whole.contains(".tar") && !whole.contains("http") && !whole.contains("git@")
                && !item.instruction.isHistoryLine
            let isMixed = plain.count != sources.count || sources.contains { $0.hasVariable || isGit($0.value) }
            let onlyCopyFlags = item.instruction.flags.allSatisfy {
                ["chown", "chmod", "link", "exclude"].contains($0.name)
            }
            report(
                Problem(
                    item.instruction.headRange, "\(plain.first?.value ?? "") is only copied.",
                    aliases: (item.isTrigger ? [] : ["DL3020"]) + ["CKV_DOCKER_4"] + (isTrivys ? ["DS-0005"] : []),
                    fix: !isMixed && onlyCopyFlags
                        ? .replace(
                            item.instruction.keywordRange,
                            with: item.instruction.spelling == "add" ? "copy" : "COPY", "Use COPY.") : nil,
                    profile: sources.contains { isGit($0.value) || $0.hasVariable } ? .all : nil))
        }
    }

    static func isRemote(_ path: String) -> Bool { path.hasPrefix("http://") || path.hasPrefix("https://") }

    static func isGit(_ path: String) -> Bool {
        path.hasPrefix("git@") || path.hasPrefix("git://") || path.hasPrefix("ssh://") || path.hasSuffix(".git")
    }

    /// What hadolint takes for an archive.
    private static func isUnpacked(_ path: String) -> Bool {
        CopiesArchiveToUnpack.endings.contains { path.hasSuffix($0) }
    }
}
