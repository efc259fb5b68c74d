import Findings
import Manifests

/// A monitor of no Service.
struct DanglingServiceMonitor: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-DANGLING-MONITOR", title: "ServiceMonitor selects no Service",
        severity: .low,
        why: "Nothing is measured, and nobody is told.",
        repair: "Make selector and namespaceSelector fit a Service.",
        maps: [.kubeLinter("dangling-servicemonitor")],
        references: ["https://prometheus-operator.dev/docs/developer/getting-started/"],
        profile: .strict,
        confidence: .medium)

    let examples = Examples(
        good: [
            Sample.several(
                Sample.object("v1", "Service", spec: "ports: [{port: 80}]", metadata: "labels: {app: web}"),
                Sample.object("monitoring.coreos.com/v1", "ServiceMonitor", spec: "selector: {matchLabels: {app: web}}")
            )
        ],
        bad: [Sample.object("monitoring.coreos.com/v1", "ServiceMonitor", spec: "selector: {matchLabels: {app: web}}")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .serviceMonitor, object.group == "monitoring.coreos.com", let spec = object.spec else {
            return
        }
        let selector = spec["selector"].map { LabelSelector($0) }
        let namespaces = spec["namespaceSelector"]
        let anywhere = namespaces?["any"]?.isTrue == true
        let names = (namespaces?["matchNames"]?.items ?? []).compactMap(\.text)
        let found = set.all(.service).contains { service in
            guard selector?.matches(service.labels) ?? true else { return false }
            if anywhere { return true }
            if !names.isEmpty { return names.contains(service.namespace ?? "default") }
            return service.isInNamespace(object.namespace)
        }
        guard !found else { return }
        report(
            Problem(spec["selector"]?.range ?? object.nameRange, "\(object.title) selects no Service among the files."))
    }
}
