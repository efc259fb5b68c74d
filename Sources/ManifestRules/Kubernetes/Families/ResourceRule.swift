import Findings
import Manifests

/// A rule over what a container asks for or is limited to. Each file under Rules/Resources/ says which amount.
protocol ResourceRule: KubernetesRule {
    /// `limits` or `requests`.
    var list: String { get }
    var resource: String { get }
    /// What a person decided on; with it there is an edit.
    func decided(_ decisions: ManifestDecisions) -> String?
}

extension ResourceRule {
    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        for container in object.pod?.lastingContainers ?? []
        where container.node["resources"]?[list]?[resource] == nil {
            let path = "resources.\(list).\(resource)"
            var fix = Fix.advice("Decide on an amount and set \(path).")
            if let amount = decided(set.decisions) {
                fix = .set(
                    "resources", list, resource, to: .scalar(amount), in: container.node, "Set \(path): \(amount).")
            }
            let isShort = container.role == .initial && !container.isSidecar
            report(
                Problem(
                    container.range, "Container '\(container.name)' has no \(path).", fix: fix,
                    profile: isShort && card.profile == .standard ? .strict : nil))
        }
    }
}
