import Findings
import Manifests

/// An SSH server in a container.
struct ServiceSSHPort: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-SSH", title: "SSH server in a container",
        severity: .medium,
        why: "Containers are entered through the daemon; an SSH server is one more way in, with keys or passwords of "
            + "its own.",
        repair: "Remove port 22 and use docker compose exec.",
        maps: [.cisDocker("5.7"), .cwe(1327)],
        references: ["https://docs.docker.com/reference/compose-file/services/#ports"])

    let examples = Examples(
        good: [ComposeSample.service("ports: [\"8080:80\"]")],
        bad: [ComposeSample.service("ports: [\"2222:22\"]")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        // A forge serves git over SSH.
        let isForge = ["gitea", "gogs", "gitlab-ce", "gitlab-ee", "forgejo", "gitlab", "sftp", "soft-serve"]
            .contains(service.imageName ?? "")
        guard !isForge else { return }
        for port in service.ports where port.target == "22" && port.transport == "tcp" {
            report(Problem(port.node.range, "Service '\(service.name)' publishes an SSH port."))
        }
    }
}
