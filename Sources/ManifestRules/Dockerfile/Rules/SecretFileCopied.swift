import Findings
import Manifests

/// COPY of a file that holds secrets.
enum SecretFileCopied: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-SECRET-FILE", title: "A file with secrets is copied into the image", severity: .high,
        why: "Whoever can pull the image has the file; a later RUN rm does not take it out of its layer.",
        repair: "Mount it for the RUN that needs it (RUN --mount=type=secret, --mount=type=ssh), or hand it to the "
            + "container when it runs; list it in .dockerignore.",
        maps: [.trivy("DS-0031"), .cisDocker("4.10"), .cwe(538)],
        references: ["https://docs.docker.com/build/building/secrets/"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nCOPY .env.example /app/\n", "FROM alpine:3.22\nCOPY ca.pem /etc/ssl/certs/\n"],
        bad: ["FROM alpine:3.22\nCOPY id_rsa /root/.ssh/id_rsa\n", "FROM alpine:3.22\nCOPY app .env /app/\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        let final = view.file.stages.count - 1
        for item in view.items where item.keyword == .copy || item.keyword == .add {
            if let target = item.instruction.copyDestination, item.keyword == .copy, item.stage == final,
                item.instruction.words.count == 2, target.value.hasPrefix("$"),
                SecretNames.trivyFiles.contains(String(target.value.dropFirst()))
            {
                report(Problem(target.range, "The file is named by \(target.value), which holds credentials."))
                continue
            }
            for source in item.instruction.copySources {
                guard let kind = SecretNames.file(source.best) else { continue }
                let isVague = kind.hasPrefix("perhaps")
                report(
                    Problem(
                        source.range, "\(source.best) holds \(kind).", aliases: [],
                        profile: isVague ? .strict : nil,
                        severity: isVague || !view.isShipped(item.stage) ? .medium : nil))
            }
        }
    }
}
