import Findings
import Manifests

/// Devices of the host.
struct ServiceDevices: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-DEVICES", title: "Device of the host in a service",
        severity: .medium,
        why: "A device gives direct access to hardware: disks and memory devices hand the host over.",
        repair: "Remove the device, or give it read-only (r) where that is enough.",
        maps: [.cisDocker("5.18"), .cwe(668)],
        references: ["https://docs.docker.com/reference/compose-file/services/#devices"],
        profile: .strict)

    let examples = Examples(
        good: [ComposeSample.service()],
        bad: [ComposeSample.service("devices: [\"/dev/sda:/dev/sda\"]")])

    /// Devices that hold the host's disks or memory.
    private static let worst = [
        "/dev/sd", "/dev/nvme", "/dev/mem", "/dev/kmem", "/dev/vd", "/dev/dm-", "/dev/mapper", "/dev/xvd",
    ]

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        for item in service.own("devices")?.items ?? [] {
            guard let text = service.text(item) ?? item["source"]?.text else { continue }
            let isWorst = Self.worst.contains { text.hasPrefix($0) } || text.prefix(while: { $0 != ":" }) == "/dev"
            report(
                Problem(
                    item.range, "Service '\(service.name)' has the device \(text).", severity: isWorst ? .high : nil))
        }
    }
}
