import Findings
import Manifests

/// A probe of a port that the container does not name.
struct ProbePort: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-PROBE-PORT", title: "Probe of a port that is not declared",
        severity: .medium,
        why: "A probe by a name that no port has fails the moment it runs; by a number that is not declared it is "
            + "often a slip.",
        repair: "Declare the port under ports, or correct the probe.",
        maps: [.kubeLinter("liveness-port"), .kubeLinter("readiness-port"), .kubeLinter("startup-port")],
        references: ["https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/"])

    let examples = Examples(
        good: [
            Sample.pod("ports: [{containerPort: 8080, name: http}]\nlivenessProbe: {httpGet: {path: /, port: http}}")
        ],
        bad: [Sample.pod("livenessProbe: {httpGet: {path: /, port: http}}")])

    private static let probes = [
        ("livenessProbe", "liveness-port"), ("readinessProbe", "readiness-port"), ("startupProbe", "startup-port"),
    ]

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard container.role != .ephemeral else { return }
        for (field, alias) in Self.probes {
            guard let probe = container.node[field] else { continue }
            for way in ["httpGet", "tcpSocket", "grpc"] {
                guard let port = probe[way]?["port"] else { continue }
                let number = port.int
                let found = container.ports.contains { declared in
                    guard declared["protocol"].map({ $0.isText("TCP") }) ?? true else { return false }
                    if let number { return declared["containerPort"]?.int == number }
                    return port.text.map { declared["name"]?.isText($0) == true } ?? false
                }
                guard !found else { continue }
                // containerPort only informs: a number that is not listed works all the same.
                report(
                    Problem(
                        port.range,
                        "The \(field) of container '\(container.name)' asks port \(port.text ?? ""), which is not declared.",
                        aliases: [alias], profile: number != nil ? .all : nil))
            }
        }
    }
}
