import Findings

/// One object of a manifest: a document, or an item of a `List`.
public struct KubernetesObject: Sendable {
    public let node: YAMLNode
    public let apiVersion: String
    /// As written.
    public let kindName: String
    public let kind: KubernetesKind
    public let metadata: YAMLNode?
    public let spec: YAMLNode?
    /// The pods it makes, where it makes any.
    public let pod: PodTemplate?
    /// Index of the file in the set.
    public let file: Int

    public let name: String?
    /// As written; nil where the object leaves it to whoever applies it.
    public let namespace: String?
    public var annotations: YAMLNode? { metadata?["annotations"] }
    public var labels: YAMLNode? { metadata?["labels"] }

    /// `Deployment shop/cart`, for messages.
    public var title: String {
        let name = name ?? metadata?["generateName"]?.text ?? "without a name"
        return "\(kindName) \(namespace.map { $0 + "/" } ?? "")\(name)"
    }

    /// The group of `apiVersion`, empty for the core group.
    public var group: String {
        guard let slash = apiVersion.firstIndex(of: "/") else { return "" }
        return String(apiVersion[..<slash])
    }

    /// Where the object as a whole is pointed at: its `kind` line.
    public var headRange: Range<Int> {
        guard let entry = node.entry("kind") else { return node.range.lowerBound..<node.range.lowerBound }
        return entry.key.range.lowerBound..<entry.value.range.upperBound
    }

    /// Where its name is, else its head.
    public var nameRange: Range<Int> { metadata?["name"]?.range ?? headRange }

    public init?(_ node: YAMLNode, file: Int) {
        guard node.isMapping, let kindNode = node["kind"], let kindName = kindNode.text, !kindName.isEmpty,
            let apiVersion = node["apiVersion"]?.text, !apiVersion.isEmpty
        else { return nil }
        self.node = node
        self.apiVersion = apiVersion
        self.kindName = kindName
        kind = KubernetesKind(rawValue: kindName) ?? Self.looseKind(kindName)
        let metadata = node["metadata"]
        self.metadata = metadata
        name = metadata?["name"]?.text
        namespace = metadata?["namespace"]?.text
        spec = node["spec"]
        self.file = file
        pod = PodTemplate.of(kind, node)
    }

    /// Trivy's cases hold `ClusterRolebinding`; readers of the API are strict, but a reviewer knows what is meant.
    private static func looseKind(_ name: String) -> KubernetesKind {
        switch name.lowercased() {
        case "clusterrolebinding": .clusterRoleBinding
        case "rolebinding": .roleBinding
        default: .other
        }
    }

    /// The objects of one document: itself, or the items of a `List`, lists in lists up to a small depth.
    public static func objects(of root: YAMLNode, file: Int) -> [KubernetesObject] {
        var result: [KubernetesObject] = []
        collect(root, file: file, depth: 0, into: &result)
        return result
    }

    private static func collect(_ node: YAMLNode, file: Int, depth: Int, into result: inout [KubernetesObject]) {
        guard let object = KubernetesObject(node, file: file) else { return }
        if object.kindName.hasSuffix("List"), depth < 4, let items = node["items"], items.isSequence {
            for item in items.items { collect(item, file: file, depth: depth + 1, into: &result) }
        } else {
            result.append(object)
        }
    }

    /// Whether the document is a Kubernetes object at all.
    public static func isObject(_ root: YAMLNode) -> Bool {
        root.isMapping && root["apiVersion"]?.isScalar == true && root["kind"]?.isScalar == true
    }
}
