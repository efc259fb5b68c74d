import Findings
import Manifests

/// A relative WORKDIR depends on what earlier instructions and the base image set.
enum RelativeWorkdir: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-WORKDIR-RELATIVE", title: "WORKDIR is relative", severity: .low,
        why: "Where a relative WORKDIR ends up depends on the base image; a change there moves files unnoticed.",
        repair: "Write the whole path, from / on.",
        maps: [.hadolint("DL3000"), .trivy("DS-0009"), .checkov("CKV_DOCKER_10")],
        references: ["https://docs.docker.com/build/building/best-practices/#workdir"])

    static let examples = Examples(
        good: [
            "FROM alpine:3.22\nWORKDIR /app\n", "FROM alpine:3.22\nWORKDIR ${HOME}\n", "FROM x:1\nWORKDIR C:\\app\n",
        ],
        bad: ["FROM alpine:3.22\nWORKDIR app\n", "FROM alpine:3.22\nWORKDIR \"app/bin\"\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        var settled = Set<Int>()
        for item in view.items where item.keyword == .workdir {
            guard let path = item.instruction.words.first else { continue }
            guard !isAbsolute(path.value) else {
                settled.insert(item.stage)
                continue
            }
            // `WORKDIR bin` below `WORKDIR /app` is clear enough, though no rule of order.
            let isBelowKnown = settled.contains(item.stage)
            report(
                Problem(
                    path.range, "WORKDIR \(path.value) is relative to what the base image or a line above sets.",
                    aliases: item.isTrigger ? ["DS-0009", "CKV_DOCKER_10"] : nil,
                    profile: isBelowKnown ? .all : nil))
        }
    }

    /// Starts with `/`, a drive letter or a variable.
    static func isAbsolute(_ path: String) -> Bool {
        let bytes = Array(
            path.utf8.drop { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") })
        guard let first = bytes.first else { return true }
        if first == UInt8(ascii: "/") || first == UInt8(ascii: "$") || path.hasPrefix("\\") { return true }
        return bytes.count > 1 && bytes[1] == UInt8(ascii: ":") && (first | 0x20) >= UInt8(ascii: "a")
            && (first | 0x20) <= UInt8(ascii: "z")
    }
}
