import Findings
import Manifests

/// Folders of the host that hand it over.
struct ServiceHostPath: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-HOST-PATH", title: "Sensitive folder of the host in a service",
        severity: .high,
        why: "/, /etc, /proc and the like hold the host's secrets and configuration; whoever writes there owns it.",
        repair: "Remove the mount, or narrow it to the one file that is needed, read-only.",
        maps: [.cisDocker("5.6"), .cwe(668)],
        references: ["https://docs.docker.com/reference/compose-file/services/#volumes"])

    let examples = Examples(
        good: [ComposeSample.service("volumes: [\"./config:/config:ro\"]")],
        bad: [
            ComposeSample.service("volumes: [\"/:/host:ro\"]"), ComposeSample.service("volumes: [\"/etc:/host/etc\"]"),
        ])

    private static let folders: Set<String> = [
        "/", "/boot", "/dev", "/etc", "/lib", "/proc", "/sys", "/usr", "/bin", "/sbin", "/root", "/home", "/var",
        "/var/run", "/run", "/var/lib", "/var/lib/docker", "/etc/ssh", "/etc/shadow", "/etc/passwd", "/etc/sudoers",
        "/var/log", "~", "~/.ssh", "~/.aws", "~/.kube", "~/.docker", "~/.gnupg",
    ]
    /// What monitoring reads, and cannot do without.
    private static let read: Set<String> = [
        "/proc", "/sys", "/var/run", "/var/lib/docker", "/var/log", "/", "/dev", "/run",
    ]

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        for mount in service.mounts {
            guard let source = mount.source else { continue }
            let path = source.count > 1 && source.hasSuffix("/") ? String(source.dropLast()) : source
            guard Self.folders.contains(path) else { continue }
            report(
                Problem(
                    mount.node.range,
                    "Service '\(service.name)' has \(path) of the host\(mount.isReadOnly ? ", read-only" : "").",
                    severity: mount.isReadOnly && Self.read.contains(path) ? .medium : nil))
        }
    }
}
