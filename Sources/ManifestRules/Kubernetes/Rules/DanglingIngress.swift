import Findings
import Manifests

/// An Ingress that leads to no Service.
struct DanglingIngress: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-DANGLING-INGRESS", title: "Ingress leads to no Service",
        severity: .medium,
        why: "Requests for this path are answered with an error.",
        repair: "Correct the name or port of the Service.",
        maps: [.kubeLinter("dangling-ingress")],
        references: ["https://kubernetes.io/docs/concepts/services-networking/ingress/"],
        profile: .strict,
        confidence: .medium)

    let examples = Examples(
        good: [
            Sample.several(
                Sample.object("v1", "Service", spec: "ports: [{port: 80}]"),
                Sample.object(
                    "networking.k8s.io/v1", "Ingress",
                    spec: "defaultBackend: {service: {name: web, port: {number: 80}}}"))
        ],
        bad: [
            Sample.object(
                "networking.k8s.io/v1", "Ingress", spec: "defaultBackend: {service: {name: web, port: {number: 80}}}")
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .ingress, let spec = object.spec else { return }
        var backends: [YAMLNode] = []
        if let backend = spec["defaultBackend"] ?? spec["backend"] { backends.append(backend) }
        for rule in spec["rules"]?.items ?? [] {
            for path in rule["http"]?["paths"]?.items ?? [] {
                if let backend = path["backend"] { backends.append(backend) }
            }
        }
        for backend in backends {
            let name: YAMLNode?
            let port: YAMLNode?
            if let service = backend["service"] {
                name = service["name"]
                port = service["port"]?["number"] ?? service["port"]?["name"]
            } else {
                name = backend["serviceName"]
                port = backend["servicePort"]
            }
            guard let name, let text = name.text else { continue }
            if let service = set.find(.service, text, in: object.namespace) {
                guard let port, service.spec?["type"]?.isText("ExternalName") != true else { continue }
                let ports = service.spec?["ports"]?.items ?? []
                let found = ports.contains { candidate in
                    if let number = port.int { return candidate["port"]?.int == number }
                    return port.text.map { candidate["name"]?.isText($0) == true } ?? false
                }
                if !found {
                    report(Problem(port.range, "The Service '\(text)' has no port \(port.text ?? "")."))
                }
            } else {
                report(
                    Problem(name.range, "\(object.title) leads to the Service '\(text)', which is not among the files.")
                )
            }
        }
    }
}
