import Findings
import Manifests

/// Several sources want a folder.
enum CopyToFileOfMany: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-COPY-MANY", title: "Several sources, but the destination is no folder", severity: .medium,
        why: "With several sources the destination must be a folder and end with /; else the build stops.",
        repair: "End the destination with /.", maps: [.hadolint("DL3021"), .trivy("DS-0011")],
        references: ["https://docs.docker.com/reference/dockerfile/#copy"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nCOPY a b /c/\n", "FROM alpine:3.22\nCOPY a /c\n"],
        bad: ["FROM alpine:3.22\nCOPY a b /c\n", "FROM alpine:3.22\nCOPY [\"a\", \"b\", \"c\"]\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .copy {
            guard item.instruction.copySources.count > 1, let target = item.instruction.copyDestination,
                !target.value.hasSuffix("/")
            else { continue }
            // BuildKit also takes `.`, `..` and what ends so, and a variable may end with a slash.
            let isFolder =
                target.best.hasSuffix("/") || target.best == "." || target.best == ".." || target.best.hasSuffix("/.")
                || target.expanded == nil
            let end = target.range.upperBound - (target.quote == nil ? 0 : 1)
            report(
                Problem(
                    target.range, "\(target.value) does not end with /.",
                    aliases: (item.isTrigger ? [] : ["DL3021"])
                        + (item.instruction.isHistoryLine ? [] : ["DS-0011"]),
                    fix: isFolder ? nil : .insert(TextInsertion(offset: end, text: "/"), "End the destination with /."),
                    profile: isFolder ? .all : nil))
        }
    }
}
