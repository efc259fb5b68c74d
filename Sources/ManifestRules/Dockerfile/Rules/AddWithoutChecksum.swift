import Findings
import Manifests

/// ADD of an address without --checksum.
enum AddWithoutChecksum: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-ADD-CHECKSUM", title: "ADD of an address without a checksum", severity: .medium,
        why: "Whatever the server sends on the day of the build becomes part of the image.",
        repair: "Write ADD --checksum=sha256:…; for git add the commit: #<commit>.",
        maps: [.cisDocker("4.11"), .cwe(494)],
        references: ["https://docs.docker.com/reference/dockerfile/#add---checksum"], profile: .strict)

    static let examples = Examples(
        good: [
            "FROM scratch\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/a /a\n"
        ],
        bad: ["FROM scratch\nADD https://example.com/a /a\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .add && item.instruction.flag("checksum") == nil {
            for source in item.instruction.copySources {
                let isGit = AddInsteadOfCopy.isGit(source.best) || source.best.contains(".git#")
                guard isGit || AddInsteadOfCopy.isRemote(source.best) else { continue }
                if isGit, let mark = source.best.firstIndex(of: "#") {
                    let revision = source.best[source.best.index(after: mark)...].prefix { $0 != ":" }
                    if revision.count >= 40, revision.allSatisfy(\.isHexDigit) { continue }
                }
                report(Problem(source.range, "\(source.best) may be another file tomorrow."))
            }
        }
    }
}
