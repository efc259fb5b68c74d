import Findings
import Manifests

/// The folder the program was built in is copied into the final stage.
enum GoSourceShipped: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GO-SOURCE", title: "The source is copied into the final image", severity: .low,
        why: "Source, tests and build files come along with the program, and whatever secrets lie among them.",
        repair: "Copy the program alone: COPY --from=build /out/app /app.", maps: [.cisDocker("4.3"), .cwe(540)],
        references: ["https://docs.docker.com/build/building/multi-stage/"], profile: .strict)

    static let examples = Examples(
        good: [
            "FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\n"
        ],
        bad: [
            "FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o app .\nFROM alpine:3.24\nCOPY --from=build /src /src\n"
        ])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        let builds = view.goBuilds
        guard !builds.isEmpty, let final = view.file.finalStage else { return }
        for item in view.items where item.keyword == .copy && view.isShipped(item.stage) {
            guard let name = item.instruction.flag("from")?.value,
                let source = view.file.stage(named: name, before: view.stage(item.stage) ?? final),
                builds.contains(where: { view.stage($0.run.stage)?.index == source.index })
            else { continue }
            let folders = view.items.filter { other in
                other.keyword == .workdir && view.stage(other.stage)?.index == source.index
            }.compactMap { $0.instruction.words.first.map { Self.plain($0.best) } }
            for path in item.instruction.copySources where folders.contains(Self.plain(path.best)) || path.best == "." {
                report(Problem(path.range, "\(path.best) is the folder that stage works in."))
            }
        }
    }

    private static func plain(_ path: String) -> String {
        var path = path[...]
        while path.count > 1, path.hasSuffix("/") || path.hasSuffix("/.") { path = path.dropLast() }
        return String(path)
    }
}
