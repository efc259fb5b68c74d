import Findings
import Manifests

/// COPY of an archive that a RUN unpacks.
enum CopiesArchiveToUnpack: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-COPY-ARCHIVE", title: "An archive is copied, then unpacked", severity: .low,
        why: "The archive stays in its layer although only its contents are wanted.",
        repair: "Use ADD for a local archive, which unpacks it, or a bind mount in the RUN that unpacks it.",
        maps: [.hadolint("DL3010")], references: ["https://github.com/hadolint/hadolint/wiki/DL3010"], profile: .all)

    static let examples = Examples(
        good: ["FROM debian:13\nADD app.tar.gz /opt/\n", "FROM debian:13\nCOPY app.tar /srv/\n"],
        bad: ["FROM debian:13\nWORKDIR /opt\nCOPY app.tar.gz .\nRUN tar -xzf app.tar.gz\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        let unpacked = lastUses(view, by: unpacker)
        let hadolints = lastUses(view, by: hadolintUnpacker)
        for item in view.copies where item.keyword == .copy && item.instruction.flag("from") == nil {
            guard let destination = item.instruction.copyDestination else { continue }
            for source in item.instruction.copySources where isArchive(source.value) {
                let name = lastPart(source.value)
                let target = isArchive(destination.value) ? lastPart(destination.value) : name
                let unpacks = unpacked[Use(stage: item.stage, name: target), default: -1] > item.position
                let isHadolints =
                    !item.isTrigger && isHadolintArchive(target)
                    && hadolints[Use(stage: item.stage, name: target), default: -1] > item.position
                if unpacks {
                    report(
                        Problem(
                            source.range, "\(name) stays in the layer of this COPY after it is unpacked.",
                            aliases: isHadolints ? nil : []))
                }
            }
        }
    }

    private struct Use: Hashable {
        var stage: Int
        var name: String
    }

    /// The last RUN of a stage in which a command unpacks a file of a name.
    private static func lastUses(_ view: DockerfileView, by isUnpacker: (CommandView) -> Bool) -> [Use: Int] {
        var result: [Use: Int] = [:]
        view.forEachCommand { run, command in
            guard isUnpacker(command) else { return }
            for word in command.arguments { result[Use(stage: run.stage, name: lastPart(word.value))] = run.position }
        }
        return result
    }

    static let endings = [
        ".tar", ".tar.bz2", ".tb2", ".tbz", ".tbz2", ".tz2", ".gz", ".tar.gz", ".taz", ".tgz", ".tar.lz", ".lz",
        ".lzma", ".tar.lzma", ".tlz", ".tar.xz", ".txz", ".xz", ".tar.Z", ".tZ", ".taZ", ".Z", ".bz2", ".tpz",
        ".tar.zst", ".tzst",
    ]

    static func isArchive(_ path: String) -> Bool { endings.contains { path.hasSuffix($0) } }

    private static func isHadolintArchive(_ path: String) -> Bool {
        isArchive(path) && !path.hasSuffix(".zst") && !path.hasSuffix(".tzst")
    }

    private static func hadolintUnpacker(_ command: CommandView) -> Bool {
        guard unpacker(command), !["bsdtar", "gzip", "bzip2", "xz", "zstd"].contains(command.name) else { return false }
        return command.name != "tar" || command.has("x", "extract", "get")
    }

    private static func lastPart(_ path: String) -> String {
        String(path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "")
    }

    private static func unpacker(_ command: CommandView) -> Bool {
        switch command.name {
        case "tar", "bsdtar":
            command.has("x", "extract", "get")
                || (command.arguments.first.map {
                    $0.value.contains("x") && !$0.value.hasPrefix("-") && $0.value.utf8.count <= 6
                        && !$0.value.contains(".")
                } ?? false)
        case "unzip", "gunzip", "bunzip2", "unlzma", "unxz", "zgz", "uncompress", "zcat", "gzcat": true
        case "gzip", "bzip2", "xz", "zstd": command.has("d", "decompress")
        default: false
        }
    }
}
