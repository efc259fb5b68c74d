import Findings
import Manifests

/// Ports that the API server refuses.
struct InvalidTargetPort: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-PORT-NAME", title: "Invalid port",
        severity: .medium,
        why: "Port numbers go from 1 to 65535, port names are up to 15 small letters, digits and dashes: the object is "
            + "refused.",
        repair: "Correct the port.",
        maps: [.kubeLinter("invalid-target-ports")])

    let examples = Examples(
        good: [Sample.object("v1", "Service", spec: "ports: [{port: 80, targetPort: http}]")],
        bad: [
            Sample.object("v1", "Service", spec: "ports: [{port: 80, targetPort: n234567890123456}]"),
            Sample.pod("ports: [{containerPort: 80, name: HTTP_port}]"),
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        if object.kind == .service {
            for port in object.spec?["ports"]?.items ?? [] {
                guard let target = port["targetPort"], let fault = Self.fault(target) else { continue }
                report(Problem(target.range, "targetPort \(target.text ?? "") of \(object.title) \(fault)."))
            }
        }
        for container in object.pod?.lastingContainers ?? [] {
            for port in container.ports {
                guard let name = port["name"], let text = name.text, let fault = Self.nameFault(text) else { continue }
                report(Problem(name.range, "The port name '\(text)' of container '\(container.name)' \(fault)."))
            }
        }
    }

    private static func fault(_ port: YAMLNode) -> String? {
        if let number = port.int { return (1...65535).contains(number) ? nil : "is not between 1 and 65535" }
        return port.text.flatMap(nameFault)
    }

    /// Source: RFC 6335, section 5.1, and Kubernetes' validation of port names.
    private static func nameFault(_ name: String) -> String? {
        if name.isEmpty { return nil }
        if name.utf8.count > 15 { return "has more than 15 characters" }
        let isPlain = name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        if !isPlain { return "may only have small letters, digits and dashes" }
        if name.hasPrefix("-") || name.hasSuffix("-") || name.contains("--") { return "has a dash in a wrong place" }
        let hasLetter = name.utf8.contains { (0x61...0x7A).contains($0) }
        return hasLetter ? nil : "needs a letter"
    }
}
