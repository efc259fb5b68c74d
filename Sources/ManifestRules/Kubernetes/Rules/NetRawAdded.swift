import Findings
import Manifests

/// NET_RAW forges packets.
struct NetRawAdded: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-CAP-NET-RAW", title: "NET_RAW added",
        severity: .high,
        why: "Raw sockets forge ARP and DNS answers: pods of the node's network can be impersonated.",
        repair: "Remove NET_RAW from capabilities.add and drop ALL.",
        maps: [
            .trivy("KSV-0119"), .kubeLinter("drop-net-raw-capability"), .cisKubernetes("5.2.8"),
            .podSecurity(level: "baseline", control: "Capabilities"), .cwe(250),
        ], references: ["https://man7.org/linux/man-pages/man7/capabilities.7.html"])

    let examples = Examples(
        good: [Sample.pod("securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}")],
        bad: [Sample.pod("securityContext: {capabilities: {add: [NET_RAW]}}")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        for item in container.capabilities("add") {
            guard let text = item.text?.uppercased(), text == "NET_RAW" || text == "CAP_NET_RAW" || text == "ALL" else {
                continue
            }
            report(
                Problem(
                    item.range, "Container '\(container.name)' is given \(item.text ?? "").",
                    aliases: container.role == .ephemeral
                        ? []
                        : peers(
                            "KSV-0119".when(item.isText("NET_RAW")),
                            "drop-net-raw-capability".when(text != "CAP_NET_RAW"))))
        }
    }
}
