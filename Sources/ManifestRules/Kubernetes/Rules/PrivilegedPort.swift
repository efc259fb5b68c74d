import Findings
import Manifests

/// Ports below 1024 ask for a capability.
struct PrivilegedPort: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-PRIVILEGED-PORT", title: "Port below 1024",
        severity: .low,
        why: "Listening below 1024 needs root or NET_BIND_SERVICE (or a lower ip_unprivileged_port_start, which most "
            + "runtimes set today).",
        repair: "Listen on a port above 1024; the Service can still publish 80.",
        maps: [.trivy("KSV-0117"), .kubeLinter("privileged-ports"), .cwe(250)],
        references: ["https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/"],
        profile: .all)

    let examples = Examples(
        good: [Sample.pod("ports: [{containerPort: 8080}]")],
        bad: [Sample.pod("ports: [{containerPort: 80}]")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        for port in container.ports {
            guard let node = port["containerPort"], let number = node.int, number > 0, number <= 1024 else { continue }
            report(
                Problem(
                    node.range, "Container '\(container.name)' listens on port \(number).",
                    aliases: container.role == .ephemeral
                        ? [] : peers("KSV-0117".when(number < 1024), "privileged-ports".when(number < 1024))))
        }
    }
}
