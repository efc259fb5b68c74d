import Findings
import Manifests

/// Configuration that the service can change.
struct ServiceWritableBind: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-BIND-WRITABLE", title: "Host file mounted for writing",
        severity: .low,
        why: "What a container writes to a file of the host stays there, and is often configuration that others run.",
        repair: "Add :ro (or read_only: true) where the service only reads.",
        maps: [.cisDocker("5.6"), .cwe(732)],
        references: ["https://docs.docker.com/reference/compose-file/services/#volumes"],
        profile: .all)

    let examples = Examples(
        good: [ComposeSample.service("volumes: [\"./nginx.conf:/etc/nginx/nginx.conf:ro\"]")],
        bad: [ComposeSample.service("volumes: [\"./nginx.conf:/etc/nginx/nginx.conf\"]")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        for mount in service.mounts where mount.isBind && !mount.isReadOnly {
            guard let last = mount.source?.split(separator: "/").last,
                last.contains(".conf") || last.hasSuffix(".yml")
                    || last.hasSuffix(".yaml") || last.hasSuffix(".json") || last.hasSuffix(".ini")
                    || last.hasSuffix(".toml")
            else { continue }
            report(Problem(mount.node.range, "Service '\(service.name)' can change \(mount.source ?? "")."))
        }
    }
}
