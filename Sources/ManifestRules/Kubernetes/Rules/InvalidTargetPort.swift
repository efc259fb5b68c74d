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
        maps: [.kubeLinter("invalid-target-ports")],
        references: ["https://kubernetes.io/docs/concepts/services-networking/service/"])

    let examples = Examples(
        good: [Sample.object("v1", "Service", spec: "ports: [{port: 80, targetPort: http}]")],
        bad: [
            Sample.object("v1", "Service", spec: "ports: [{port: 80, targetPort: n234567890123456}]"),
            Sample.pod("ports: [{containerPort: 80, name: HTTP_port}]"),
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        if object.kind == .service {
            for port in object.spec?["ports"]?.items ?? [] {
                guard let target = port["targetPort"] else { continue }
                for fault in Self.faults(target) {
                    report(Problem(target.range, "targetPort \(target.text ?? "") of \(object.title) \(fault)."))
                }
            }
        }
        for container in object.pod?.lastingContainers ?? [] {
            for port in container.ports {
                guard let name = port["name"], let text = name.text else { continue }
                for fault in Self.nameFaults(text) {
                    report(Problem(name.range, "The port name '\(text)' of container '\(container.name)' \(fault)."))
                }
            }
        }
    }

    private static func faults(_ port: YAMLNode) -> [String] {
        if let number = port.int {
            return number == 0 || (1...65535).contains(number) ? [] : ["is not between 1 and 65535"]
        }
        return port.text.map(nameFaults) ?? []
    }

    /// Source: RFC 6335, section 5.1, and Kubernetes' validation of port names.
    private static func nameFaults(_ name: String) -> [String] {
        if name.isEmpty { return [] }
        func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
        var faults: [String] = []
        if name.utf8.count > 15 { faults.append("has more than 15 characters") }
        if !name.utf8.allSatisfy({ isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) {
            faults.append("may only have small letters, digits and dashes")
        }
        if !name.utf8.contains(where: isLetter) { faults.append("needs a small letter") }
        if name.contains("--") { faults.append("has two dashes in a row") }
        if name.hasPrefix("-") || name.hasSuffix("-") { faults.append("begins or ends with a dash") }
        return faults
    }
}
