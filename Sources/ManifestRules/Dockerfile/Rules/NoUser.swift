import Findings
import Manifests

/// No USER at all: the image runs as its base does, usually as root.
enum NoUser: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-USER-MISSING", title: "The image runs as root: no USER", severity: .high,
        why: "Without USER the container runs as root unless the base says otherwise; code execution in the service is "
            + "then root in the container, one kernel or runtime bug from the host.",
        repair: "Add USER with a numeric id, such as USER 65532:65532, after the last line that needs root.",
        maps: [
            .trivy("DS-0002"), .checkov("CKV_DOCKER_3"), .cisDocker("4.1"), .cwe(250),
        ],
        references: ["https://docs.docker.com/build/building/best-practices/#user"])

    static let examples = Examples(
        good: [
            "FROM alpine:3.22\nUSER 65532:65532\nENTRYPOINT [\"/app\"]\n",
            "FROM gcr.io/distroless/static-debian12:nonroot\nENTRYPOINT [\"/app\"]\n",
        ],
        bad: ["FROM alpine:3.22\nENTRYPOINT [\"/app\"]\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        guard let final = view.file.finalStage, let from = final.from else { return }
        let lineage = view.file.finalLineage
        let hasUser = view.items.contains { item in
            item.keyword == .user && !item.isTrigger && lineage.contains { $0.instructions.contains(item.position) }
        }
        guard !hasUser else { return }
        let hasAnyUser = view.items.contains { $0.keyword == .user && !$0.isTrigger }
        let bottom = lineage.last?.base ?? .none
        let range = view.file.instructions[from].headRange
        // The base is known to set a user, or is a name we cannot know: only a linter without knowledge complains.
        var profile: RuleProfile?
        switch bottom {
        case .image(let image):
            if BaseImages.isNonRoot(image) {
                profile = .all
            } else if BaseImages.stepsDown(image), !view.items.contains(where: { $0.keyword == .entrypoint }) {
                profile = .strict
            }
        case .unknown: profile = .strict
        case .scratch, .stage, .none: break
        }
        report(
            Problem(
                range, "No USER in the final stage or the stages it is built on.",
                aliases: hasAnyUser ? ["CKV_DOCKER_3"] : nil,
                fix: fix(view)
                    ?? Fix(summary: "Add USER with a numeric id, such as USER 65532:65532, before the entry point."),
                profile: profile))
    }

    /// USER in front of the entry point; nil where a person must say which.
    private static func fix(_ view: DockerfileView) -> Fix? {
        guard let final = view.file.finalStage, let from = final.from else { return nil }
        let items = view.items.filter { final.instructions.contains($0.position) && !$0.isTrigger }
        if view.options.user == nil {
            // Nothing but the program, started directly, on a port that anyone may open.
            let startsDirectly =
                items.contains { $0.keyword == .entrypoint || $0.keyword == .cmd }
                && items.allSatisfy { ![.entrypoint, .cmd].contains($0.keyword) || $0.instruction.isExecForm }
            let opensLowPort = items.contains { item in
                item.keyword == .expose
                    && item.instruction.words.contains { (Int($0.best.prefix { $0 != "/" }) ?? 0) < 1024 }
            }
            guard BaseImages.hasNoShell(view.file.rootBase(of: final)), startsDirectly, !opensLowPort,
                !items.contains(where: { $0.keyword == .volume || $0.keyword == .run })
            else { return nil }
        }
        let lastChange = items.last { [.run, .copy, .add, .workdir, .shell].contains($0.keyword) }?.position ?? from
        let start = items.first { $0.position > lastChange && [.entrypoint, .cmd].contains($0.keyword) }
        let source = view.file.source
        let user = "USER " + (view.options.user ?? "65532:65532")
        if let start {
            return .insert(
                TextInsertion(offset: start.instruction.range.lowerBound, text: user + source.lineEnding),
                "Add \(user) before the entry point.")
        }
        guard let last = view.file.instructions.last, last.heredocs.isEmpty else { return nil }
        return .insert(
            TextInsertion(offset: last.range.upperBound, text: source.lineEnding + user), "Add \(user) at the end.")
    }
}
