import Findings
import Manifests

/// A binding to users and groups that are nobody or everybody.
protocol BoundSubjectRule: KubernetesRule {
    /// The users and groups it must not name.
    var subjects: Set<String> { get }
}

extension BoundSubjectRule {
    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind.isBinding else { return }
        for subject in object.node["subjects"]?.items ?? [] {
            guard let name = subject["name"], let text = name.text, subjects.contains(text) else { continue }
            report(Problem(name.range, "\(object.title) gives rights to \(text)."))
        }
    }
}
