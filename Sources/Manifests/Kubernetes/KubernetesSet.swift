/// All objects of the files that are judged together, for rules across objects.
public struct KubernetesSet: Sendable {
    public let objects: [KubernetesObject]
    /// Objects that make pods.
    public let workloads: [KubernetesObject]

    private let byKind: [KubernetesKind: [KubernetesObject]]
    /// Positions in `objects` by `kind/namespace/name`.
    private let byName: [String: Int]
    /// Positions in `workloads` by namespace, and by `namespace/key=value` of their labels.
    private let byNamespace: [String: [Int]]
    private let byLabel: [String: [Int]]
    private let repeated: Set<Int>

    /// Names of images whose tag Skaffold or a kustomization puts in.
    public let imagesSetElsewhere: Set<String>

    public let decisions: ManifestDecisions

    public init(
        _ objects: [KubernetesObject], imagesSetElsewhere: Set<String> = [],
        decisions: ManifestDecisions = ManifestDecisions()
    ) {
        self.objects = objects
        self.decisions = decisions
        self.imagesSetElsewhere = imagesSetElsewhere
        workloads = objects.filter { $0.pod != nil }
        byKind = Dictionary(grouping: objects, by: \.kind)
        var byName: [String: Int] = [:]
        var seen = Set<String>()
        var repeated = Set<Int>()
        for (index, object) in objects.enumerated() {
            guard let name = object.name else { continue }
            let place = "\(object.namespaceOrDefault)/\(name)"
            let key = "\(object.kindName)/\(place)"
            if byName[key] == nil { byName[key] = index }
            if !seen.insert("\(object.group)/\(key)").inserted { repeated.insert(object.identity) }
        }
        self.byName = byName
        self.repeated = repeated

        var byNamespace: [String: [Int]] = [:]
        var byLabel: [String: [Int]] = [:]
        for (index, workload) in workloads.enumerated() {
            let namespace = workload.namespaceOrDefault
            byNamespace[namespace, default: []].append(index)
            for label in workload.pod?.labels?.entries ?? [] {
                byLabel["\(namespace)/\(label.name)=\(label.value.text ?? "")", default: []].append(index)
            }
        }
        self.byNamespace = byNamespace
        self.byLabel = byLabel
    }

    public func all(_ kind: KubernetesKind) -> [KubernetesObject] { byKind[kind] ?? [] }

    public func has(_ kind: KubernetesKind) -> Bool { byKind[kind] != nil }

    /// Workloads of a namespace; none written is the default one.
    public func workloads(in namespace: String?) -> [KubernetesObject] {
        (byNamespace[namespace ?? "default"] ?? []).map { workloads[$0] }
    }

    /// Workloads of a namespace whose pods a selector selects.
    public func workloads(selectedBy selector: LabelSelector, in namespace: String?) -> [KubernetesObject] {
        let namespace = namespace ?? "default"
        let candidates: [Int]
        if let label = selector.firstLabel {
            candidates = byLabel["\(namespace)/\(label.key)=\(label.value)"] ?? []
        } else {
            candidates = byNamespace[namespace] ?? []
        }
        return candidates.map { workloads[$0] }.filter { selector.matches($0.pod?.labels) }
    }

    /// The object of a kind and name in the same namespace.
    public func find(_ kind: KubernetesKind, _ name: String, in namespace: String?) -> KubernetesObject? {
        find(kindName: kind.rawValue, name, in: namespace)
    }

    public func find(kindName: String, _ name: String, in namespace: String?) -> KubernetesObject? {
        byName["\(kindName)/\(namespace ?? "default")/\(name)"].map { objects[$0] }
    }

    /// Whether an object of the same kind, name and namespace stands before it.
    public func isRepeated(_ object: KubernetesObject) -> Bool { repeated.contains(object.identity) }
}

extension KubernetesObject {
    /// No namespace is the default one, as kubectl takes it.
    public func isInNamespace(_ other: String?) -> Bool { namespaceOrDefault == (other ?? "default") }

    var namespaceOrDefault: String { namespace ?? "default" }

    /// One number for each object of a set.
    fileprivate var identity: Int { file &* 0x4000_0000 &+ node.range.lowerBound }
}
