import Findings
import Manifests

/// No HEALTHCHECK.
enum HealthcheckMissing: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-HEALTH-MISSING", title: "No HEALTHCHECK", severity: .low,
        why: "Without it Docker and Swarm see a hung service as healthy. Kubernetes uses its own probes.",
        repair: "Add HEALTHCHECK CMD [\"/probe\", …] in the exec form, or HEALTHCHECK NONE where the platform probes.",
        maps: [.hadolint("DL3057"), .trivy("DS-0026"), .checkov("CKV_DOCKER_2"), .cisDocker("4.6")],
        references: ["https://docs.docker.com/reference/dockerfile/#healthcheck"], profile: .strict)

    static let examples = Examples(
        good: ["FROM alpine:3.22\nHEALTHCHECK CMD [\"/probe\"]\n", "FROM alpine:3.22\nHEALTHCHECK NONE\n"],
        bad: ["FROM alpine:3.22\nCMD [\"/app\"]\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        var healthy = Set<Int>()
        var isAnywhere = false
        for stage in view.file.stages.indices where view.file.stages[stage].index >= 0 {
            let hasOwn = view.items(inStage: stage).contains { $0.keyword == .healthcheck && !$0.isTrigger }
            isAnywhere = isAnywhere || hasOwn
            var isInherited = false
            if case .stage(let base) = view.file.stages[stage].base { isInherited = healthy.contains(base) }
            if hasOwn { healthy.formUnion(view.file.lineage(of: view.file.stages[stage]).map(\.index)) }
            if isInherited { healthy.insert(view.file.stages[stage].index) }
        }
        for stage in view.file.stages where stage.index >= 0 && !healthy.contains(stage.index) {
            guard let from = stage.from else { continue }
            let isFinal = stage.index == view.file.finalStage?.index
            report(
                Problem(
                    view.file.instructions[from].headRange, "The stage has no HEALTHCHECK.",
                    aliases: ["DL3057", "CKV_DOCKER_2"] + (isAnywhere || !isFinal ? [] : ["DS-0026"]),
                    profile: isFinal ? nil : .all))
        }
    }
}
