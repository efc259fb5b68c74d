import Findings
import Manifests

/// A role that may make bindings of one kind and bind any role: two rights of one role, the second after the first.
protocol BindingPairRule: KubernetesRule {
    /// `rolebindings` or `clusterrolebindings`.
    var bindings: String { get }
    /// What may be bound by them.
    var roles: Set<String> { get }
}

extension BindingPairRule {
    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        let rules = RoleRights.all(of: object)
        let group: Set<String> = ["rbac.authorization.k8s.io", "*"]
        for (index, first) in rules.enumerated() {
            guard first.groups.contains(where: group.contains), first.resources.contains(bindings),
                first.verbs.contains("create")
            else { continue }
            let binder = rules.enumerated().first { other, second in
                other > index && second.groups.contains(where: group.contains) && second.covers(roles)
                    && second.verbs.contains("bind") && second.names.contains("*")
            }
            if binder != nil {
                report(Problem(first.range, "\(object.title) may make \(bindings) and bind any role."))
            }
        }
    }
}
