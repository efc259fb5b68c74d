/// All objects of the files that are judged together, for rules across objects.
public struct KubernetesSet: Sendable {
    public let objects: [KubernetesObject]
    private let byKind: [KubernetesKind: [Int]]
    /// Whether files were left out (templates, unreadable ones): then what is missing here may be there.
    public let isPartial: Bool

    public init(_ objects: [KubernetesObject], isPartial: Bool = false) {
        self.objects = objects
        self.isPartial = isPartial
        var byKind: [KubernetesKind: [Int]] = [:]
        for (index, object) in objects.enumerated() { byKind[object.kind, default: []].append(index) }
        self.byKind = byKind
        workloads = objects.filter { $0.pod != nil }
        var seen: [String: Int] = [:]
        var repeated = Set<Int>()
        for (index, object) in objects.enumerated() {
            guard let name = object.name else { continue }
            let key = "\(object.group)/\(object.kindName)/\(object.namespace ?? "default")/\(name)"
            if seen[key] == nil {
                seen[key] = index
            } else {
                repeated.insert(object.node.range.lowerBound &* 31 &+ object.file)
            }
        }
        self.repeated = repeated
    }

    private let repeated: Set<Int>

    /// Whether an object of the same kind, name and namespace stands before it.
    public func isRepeated(_ object: KubernetesObject) -> Bool {
        repeated.contains(object.node.range.lowerBound &* 31 &+ object.file)
    }

    public func all(_ kind: KubernetesKind) -> [KubernetesObject] { (byKind[kind] ?? []).map { objects[$0] } }

    public func has(_ kind: KubernetesKind) -> Bool { byKind[kind] != nil }

    /// Objects that make pods.
    public let workloads: [KubernetesObject]

    /// Workloads of a namespace whose pods a selector selects. No namespace written is a namespace of its own.
    public func workloads(selectedBy selector: LabelSelector, in namespace: String?) -> [KubernetesObject] {
        workloads.filter { $0.isInNamespace(namespace) && selector.matches($0.pod?.labels) }
    }

    /// The object of a kind and name in the same namespace.
    public func find(_ kind: KubernetesKind, _ name: String, in namespace: String?) -> KubernetesObject? {
        all(kind).first { $0.name == name && $0.isInNamespace(namespace) }
    }
}

extension KubernetesObject {
    /// No namespace is the default one, as kubectl takes it.
    public func isInNamespace(_ other: String?) -> Bool {
        (namespace ?? "default") == (other ?? "default")
    }
}
