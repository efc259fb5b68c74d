import Findings
import Manifests

/// apk add without versions.
enum ApkUnpinned: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-APK-PIN", title: "apk add without a version", severity: .low,
        why: "The version installed depends on the day of the build.",
        repair: "Write package=version or package~version. Alpine removes old versions: also pin the base by digest.",
        maps: [.hadolint("DL3018"), .cwe(1357)], references: ["https://github.com/hadolint/hadolint/wiki/DL3018"],
        profile: .all)

    static let examples = Examples(
        good: ["FROM alpine:3.22\nRUN apk add --no-cache git~2.49\n", "FROM alpine:3.22\nRUN apk add ./a.apk\n"],
        bad: ["FROM alpine:3.22\nRUN apk add --no-cache git\n"])

    static let valued: Set<String> = [
        "t", "virtual", "X", "repository", "arch", "p", "root", "keys-dir", "wait", "cache-dir", "cache-max-age",
        "repositories-file",
    ]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { _, command in
            guard command.name == "apk", command.hasArgument("add") else { return }
            let loose = command.operands(valued: valued).filter { word in
                word.value != "add" && !["=", "~", "<", ">"].contains { word.value.contains($0) }
                    && !word.value.hasSuffix(".apk")
            }
            guard let first = loose.first else { return }
            report(
                Problem(
                    first.range, "No version for \(loose.prefix(8).map(\.value).joined(separator: ", "))."))
        }
    }
}
