import Findings
import Manifests

/// Secrets and configs with their content in the file.
struct SecretWithValue: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-SECRET-CONTENT", title: "Secret with its content in the file",
        severity: .high,
        why: "The content of the secret stands in the repository.",
        repair: "Use file: with a file outside of the repository, environment:, or external: true.",
        maps: [.cwe(798)], references: ["https://docs.docker.com/reference/compose-file/secrets/"])

    let examples = Examples(
        good: [ComposeSample.service(top: "secrets:\n  db:\n    file: ./db.txt")],
        bad: [ComposeSample.service(top: "secrets:\n  db:\n    content: hunter22")])

    func check(_ project: ComposeProject, report: (Problem) -> Void) {
        for entry in project.root["secrets"]?.entries ?? [] {
            guard let content = entry.value["content"], let text = content.text,
                ComposeVariables().expand(text)?.isEmpty == false
            else { continue }
            report(Problem(content.range, "The secret '\(entry.name)' holds its content in the file."))
        }
    }
}
