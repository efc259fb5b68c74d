import Findings
import Manifests

/// A binding of a role, looked up in the files, that gives its subjects some access.
protocol BoundAccessRule: KubernetesRule {
    var resources: Set<String> { get }
    var verbs: Set<String> { get }
    /// What the subjects get at.
    var what: String { get }
}

extension BoundAccessRule {
    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind.isBinding, let reference = object.node["roleRef"], let name = reference["name"],
            let text = name.text
        else { return }
        let isCluster = reference["kind"]?.isText("ClusterRole") == true
        let role =
            isCluster
            ? set.all(.clusterRole).first { $0.name == text } : set.find(.role, text, in: object.namespace)
        guard let role else { return }
        guard RoleRights.all(of: role).contains(where: { $0.covers(resources) && $0.allows(verbs) }) else { return }
        report(Problem(name.range, "\(object.title) gives access to \(what) by \(role.kindName) '\(text)'."))
    }
}
