import Findings
import Manifests

/// A service that asks for root.
struct ServiceRootUser: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-USER-ROOT", title: "Service runs as root",
        severity: .high,
        why: "user: root makes the process root even where the image would have run it as somebody else.",
        repair: "Use a numeric id above 0.",
        maps: [.cisDocker("4.1"), .cwe(250)],
        references: ["https://docs.docker.com/reference/compose-file/services/#user"])

    let examples = Examples(
        good: [ComposeSample.service("user: \"65532:65532\"")],
        bad: [ComposeSample.service("user: root"), ComposeSample.service("user: \"0:0\"")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard let user = service.own("user"), let text = service.text(user) else { return }
        let name = text.prefix { $0 != ":" }
        guard name == "root" || name == "0" else { return }
        report(Problem(user.range, "Service '\(service.name)' runs as root."))
    }
}
