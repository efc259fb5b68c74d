import Findings
import Manifests

/// Secrets as build arguments.
struct ServiceSecretInBuild: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-SECRET-BUILD", title: "Secret as a build argument",
        severity: .high,
        why: "Build arguments stay in the history of the image, for all who may pull it.",
        repair: "Use build secrets (build.secrets) and RUN --mount=type=secret.",
        maps: [.cisDocker("4.10"), .cwe(538)], references: ["https://docs.docker.com/build/building/secrets/"])

    let examples = Examples(
        good: [ComposeSample.service("build: {context: ., secrets: [npm]}")],
        bad: [ComposeSample.service("build: {context: ., args: {NPM_TOKEN: \"${NPM_TOKEN}\"}}")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard let arguments = service.own("build")?["args"] else { return }
        let names: [(String, Range<Int>)] =
            arguments.isMapping
            ? arguments.entries.map { ($0.name, $0.key.range) }
            : arguments.items.compactMap { item in
                item.text.map { (String($0.prefix { $0 != "=" }), item.range) }
            }
        for (name, range) in names where SecretSettings.isSecret(name: name, value: "written out") {
            report(Problem(range, "The build of '\(service.name)' takes \(name) as an argument."))
        }
    }
}
