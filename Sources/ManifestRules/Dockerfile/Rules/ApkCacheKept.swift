import Findings
import Manifests

/// apk add without --no-cache keeps the index.
enum ApkCacheKept: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-APK-CACHE", title: "apk add without --no-cache", severity: .low,
        why: "The package index stays in the layer; it is of no use in the image and ages from the first day.",
        repair: "Write apk add --no-cache.", maps: [.hadolint("DL3019"), .trivy("DS-0025")],
        references: ["https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper"])

    static let examples = Examples(
        good: [
            "FROM alpine:3.22\nRUN apk add --no-cache git\n",
            "FROM alpine:3.22\nRUN --mount=type=cache,target=/var/cache/apk apk add git\n",
        ],
        bad: ["FROM alpine:3.22\nRUN apk add git\n", "FROM alpine:3.22\nRUN apk add --update git\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs {
            for (index, command) in run.commands.enumerated() {
                guard command.name == "apk", command.hasArgument("add"), !command.has("no-cache") else { continue }
                guard !run.instruction.hasScratchMount(at: "/var/cache/apk") else {
                    // Trivy does not look at mounts.
                    report(
                        Problem(
                            command.range, "The index is kept in a mount.", aliases: ["DS-0025"], profile: .all))
                    continue
                }
                let isRemoved = run.removes(["/var/cache/apk"], after: index)
                let add = command.arguments.first { $0.value == "add" }
                report(
                    Problem(
                        command.range, "The package index stays in the layer.",
                        fix: add.map { .insert(run.insertion(of: "--no-cache", behind: $0), "Add --no-cache.") },
                        profile: isRemoved ? .all : view.profileUnlessShipped(run.stage)))
            }
        }
    }
}
