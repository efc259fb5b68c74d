import Findings
import Manifests

/// Two stages of one name.
enum StageNameTwice: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-STAGE-TWICE", title: "Two stages have one name", severity: .high,
        why:
            "COPY --from and FROM then mean the later stage, or the build stops: which one is meant is left to chance.",
        repair: "Give each stage a name of its own.",
        maps: [.hadolint("DL3024"), .trivy("DS-0012"), .checkov("CKV_DOCKER_11"), .cwe(694)],
        references: ["https://docs.docker.com/reference/build-checks/duplicate-stage-name/"])

    static let examples = Examples(
        good: ["FROM a:1 AS x\nFROM b:1 AS y\n"], bad: ["FROM a:1 AS x\nFROM b:1 AS x\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        var seen = Set<String>()
        var spellings = Set<String>()
        for stage in view.file.stages {
            guard let name = stage.name, let range = stage.nameRange else { continue }
            if !seen.insert(name.lowercased()).inserted {
                // Names do not depend on case for BuildKit; they do for hadolint.
                report(
                    Problem(
                        range, "A stage above is named \(name) too.",
                        aliases: spellings.contains(name) ? nil : ["DS-0012"]))
            }
            spellings.insert(name)
        }
    }
}
