import Findings
import Manifests

/// A container with an SSH server.
struct SSHPort: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-SSH-PORT", title: "SSH port in a container",
        severity: .medium,
        why: "Containers are entered through the API server, which asks who you are and logs it; an SSH server is one "
            + "more way in.",
        repair: "Remove the SSH server and port 22; use kubectl exec or debug.",
        maps: [.kubeLinter("ssh-port"), .cwe(1327)],
        references: ["https://www.cisa.gov/news-events/alerts/2022/03/15/updated-kubernetes-hardening-guide"])

    let examples = Examples(
        good: [Sample.pod("ports: [{containerPort: 8080}]")],
        bad: [Sample.pod("ports: [{containerPort: 22}]")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        for port in container.ports {
            guard let number = port["containerPort"], number.int == 22,
                port["protocol"].map({ $0.isText("TCP") }) ?? true
            else { continue }
            report(
                Problem(
                    number.range, "Container '\(container.name)' opens port 22.",
                    aliases: container.role == .ephemeral ? [] : nil))
        }
    }
}
