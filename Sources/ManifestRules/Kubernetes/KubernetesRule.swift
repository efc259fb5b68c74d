import Findings
import Manifests

/// A rule over Kubernetes objects. One file each under Rules/, one line in `AllKubernetesRules`; what rules of a kind share is
/// a protocol under Families/.
public protocol KubernetesRule: Sendable {
    var card: RuleCard { get }
    /// Manifests the tests run and the documentation shows.
    var examples: Examples { get }

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void)
}

/// A rule over objects that make pods.
protocol PodRule: KubernetesRule {
    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void)
}

extension PodRule {
    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard let pod = object.pod else { return }
        check(pod, of: object, report: report)
    }
}

/// A rule over each container of a pod.
protocol ContainerRule: KubernetesRule {
    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void)
}

extension ContainerRule {
    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard let pod = object.pod else { return }
        for container in pod.containers { check(container, in: pod, of: object, report: report) }
    }
}

/// Which peers would report a place: the ids given, those not nil.
func peers(_ ids: String?...) -> [String] { ids.compactMap { $0 } }

extension String {
    /// Itself where the condition holds.
    func when(_ condition: Bool) -> String? { condition ? self : nil }
}

extension YAMLNode {
    /// From the start of a key to the end of its value.
    func entryRange(_ name: String) -> Range<Int>? {
        guard let entry = entry(name) else { return nil }
        let end = entry.value.isScalar ? entry.value.range.upperBound : entry.key.range.upperBound
        return entry.key.range.lowerBound..<max(end, entry.key.range.upperBound)
    }
}
