import Findings
import Manifests

/// A secret in ARG or ENV.
enum SecretInVariable: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-SECRET-VARIABLE", title: "A secret is passed by ARG or ENV", severity: .high,
        why:
            "Values of ENV are in the image's configuration, those of ARG in its history: docker history shows them to "
            + "whoever can pull the image.",
        repair:
            "Mount it for the one RUN that needs it (RUN --mount=type=secret,id=…), or hand it to the container when "
            + "it runs.",
        maps: [
            .hadolint("DL3064"), .trivy("DS-0031"), .cisDocker("4.10"), .cwe(538), .cwe(798),
        ],
        references: [
            "https://docs.docker.com/build/building/secrets/",
            "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
        ])

    static let examples = Examples(
        good: [
            "FROM alpine:3.22\nRUN --mount=type=secret,id=token ./fetch\n",
            "FROM alpine:3.22\nENV POSTGRES_PASSWORD_FILE=/run/secrets/db\n",
        ],
        bad: ["FROM alpine:3.22\nENV DB_PASSWORD=hunter2\n", "FROM alpine:3.22\nARG GITHUB_TOKEN\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        let final = view.file.stages.count - 1
        let copies = view.items(inStage: final).filter { $0.keyword == .copy }.compactMap(\.instruction.copyDestination)
        for item in view.items where item.keyword == .arg || item.keyword == .env {
            for (index, pair) in item.instruction.assignments.enumerated() {
                let name = pair.key.value
                let isHadolints = SecretNames.isHadolints(name)
                var isTrivys = item.stage == final && index == 0 && !item.isTrigger && SecretNames.isTrivys(name)
                if item.stage == final, index == 0, SecretNames.trivyFiles.contains(name), let path = pair.value?.value
                {
                    isTrivys = copies.contains { isBelow(path, $0.value) }
                }
                let isOurs = SecretNames.isSecret(name)
                guard isHadolints || isTrivys || isOurs else { continue }
                let value = pair.value?.best ?? pair.value?.value ?? ""
                let isSet = pair.value != nil && !SecretNames.isHarmless(value)
                // Without a value, ARG still takes a secret from the command line into the history; ENV takes nothing.
                let profile: RuleProfile? =
                    !isOurs ? .all : isSet || (item.keyword == .arg && pair.value == nil) ? nil : .strict
                report(
                    Problem(
                        pair.range, "\(name) would be readable in the image.",
                        aliases: (isHadolints ? ["DL3064"] : []) + (isTrivys ? ["DS-0031"] : []),
                        profile: profile, severity: isSet || isTrivys ? nil : .medium))
            }
        }
    }

    private static func isBelow(_ path: String, _ folder: String) -> Bool {
        func clean(_ text: String) -> String {
            var text = text[...]
            while text.hasPrefix(".") || text.hasPrefix("/") { text = text.dropFirst() }
            while text.hasSuffix("/") { text = text.dropLast() }
            return String(text)
        }
        let (inner, outer) = (clean(path), clean(folder))
        return inner == outer || inner.hasPrefix(outer + "/")
    }
}
