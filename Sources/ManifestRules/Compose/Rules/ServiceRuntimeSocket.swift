import Findings
import Manifests

/// Who holds the runtime's socket holds the host.
struct ServiceRuntimeSocket: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-DOCKER-SOCKET", title: "Socket of the container runtime in a service",
        severity: .high,
        why: "Through the socket of Docker, Podman or containerd anyone can start a privileged container and take the "
            + "host; mounting it read-only does not change that.",
        repair: "Remove the mount, or put a proxy in front of the socket that lets through only what is needed.",
        maps: [.cisDocker("5.32"), .cwe(250)],
        references: ["https://docs.docker.com/engine/security/#docker-daemon-attack-surface"])

    let examples = Examples(
        good: [ComposeSample.service("volumes: [\"data:/data\"]", top: "volumes:\n  data:")],
        bad: [
            ComposeSample.service("volumes: [\"/var/run/docker.sock:/var/run/docker.sock:ro\"]"),
            ComposeSample.service("volumes: [{type: bind, source: /run/containerd/containerd.sock, target: /c.sock}]"),
        ])

    private static let sockets = ["docker.sock", "containerd.sock", "podman.sock", "crio.sock"]

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        for mount in service.mounts {
            let source = mount.source ?? ""
            guard Self.sockets.contains(where: { source.hasSuffix($0) || mount.target.hasSuffix($0) }) else { continue }
            report(Problem(mount.node.range, "Service '\(service.name)' has the socket \(source)."))
        }
        for variable in service.environment where variable.name == "DOCKER_HOST" {
            guard let value = variable.value, value.hasPrefix("tcp://"), value.hasSuffix(":2375") else { continue }
            report(
                Problem(
                    variable.place, "Service '\(service.name)' speaks to a Docker daemon without TLS (\(value)).",
                    profile: value.contains("proxy") || value.contains("dind") || value.contains("docker:")
                        ? .strict : nil))
        }
    }
}
