/// The pods an object makes: metadata and spec of a pod, wherever the object's kind keeps them.
public struct PodTemplate: Sendable {
    public let metadata: YAMLNode?
    public let spec: YAMLNode
    /// Regular, init and ephemeral containers in this order.
    public let containers: [Container]

    public var annotations: YAMLNode? { metadata?["annotations"] }
    public var labels: YAMLNode? { metadata?["labels"] }
    public var securityContext: YAMLNode? { spec["securityContext"] }

    /// Containers that Trivy's and kube-linter's rules look at: all but ephemeral ones.
    public var lastingContainers: [Container] { containers.filter { $0.role != .ephemeral } }
    public var regularContainers: [Container] { containers.filter { $0.role == .regular } }

    public var volumes: [Volume] {
        (spec["volumes"]?.items ?? []).filter(\.isMapping).map { Volume(node: $0) }
    }

    /// The name of the service account its containers run with.
    public var serviceAccount: YAMLNode? { spec["serviceAccountName"] ?? spec["serviceAccount"] }

    /// Whether the pods run on Windows, where most Linux controls must not be set.
    public var isWindows: Bool {
        spec[path: "os", "name"]?.isText("windows") == true
            || spec["nodeSelector"]?["kubernetes.io/os"]?.isText("windows") == true
    }

    init(metadata: YAMLNode?, spec: YAMLNode) {
        self.metadata = metadata
        self.spec = spec
        var containers: [Container] = []
        for (key, role) in [
            ("containers", Container.Role.regular), ("initContainers", .initial), ("ephemeralContainers", .ephemeral),
        ] {
            guard let list = spec[key] else { continue }
            for item in list.items where item.isMapping {
                containers.append(Container(role: role, node: item))
            }
        }
        self.containers = containers
    }

    static func of(_ kind: KubernetesKind, _ node: YAMLNode) -> PodTemplate? {
        let holder: YAMLNode?
        switch kind {
        case .pod: holder = node
        case .deployment, .statefulSet, .daemonSet, .replicaSet, .replicationController, .job, .deploymentConfig:
            holder = node[path: "spec", "template"]
        case .cronJob: holder = node[path: "spec", "jobTemplate", "spec", "template"]
        case .podTemplate: holder = node["template"]
        default: holder = nil
        }
        guard let holder, let spec = holder["spec"], spec.isMapping else { return nil }
        return PodTemplate(metadata: holder["metadata"], spec: spec)
    }
}

/// One container of a pod.
public struct Container: Sendable {
    public enum Role: Sendable, Hashable { case regular, initial, ephemeral }

    public let role: Role
    public let node: YAMLNode

    public var name: String { node["name"]?.text ?? "" }
    public var image: YAMLNode? { node["image"] }
    public var securityContext: YAMLNode? { node["securityContext"] }
    public var environment: [YAMLNode] { (node["env"]?.items ?? []).filter(\.isMapping) }
    public var ports: [YAMLNode] { (node["ports"]?.items ?? []).filter(\.isMapping) }
    public var mounts: [YAMLNode] { (node["volumeMounts"]?.items ?? []).filter(\.isMapping) }

    /// An init container that keeps running beside the others.
    public var isSidecar: Bool { role == .initial && node["restartPolicy"]?.isText("Always") == true }

    /// `command` and `args`, in the order they are run.
    public var words: [YAMLNode] { (node["command"]?.items ?? []) + (node["args"]?.items ?? []) }

    /// Where the container is pointed at: its name, else its start.
    public var range: Range<Int> {
        if let name = node.entry("name") { return name.key.range.lowerBound..<name.value.range.upperBound }
        return node.range.lowerBound..<node.range.lowerBound
    }

    /// A setting that the container may set and the pod hands down.
    public func effective(_ field: String, _ pod: PodTemplate) -> YAMLNode? {
        securityContext?[field] ?? pod.securityContext?[field]
    }

    /// Names in `securityContext.capabilities.add` or `.drop`.
    public func capabilities(_ list: String) -> [YAMLNode] {
        securityContext?["capabilities"]?[list]?.items ?? []
    }

    public func drops(_ capability: String) -> Bool {
        capabilities("drop").contains { Self.isCapability($0, capability) || Self.isCapability($0, "ALL") }
    }

    /// The item of `add` that gives the capability.
    public func adds(_ capability: String) -> YAMLNode? {
        capabilities("add").first { Self.isCapability($0, capability) }
    }

    /// Names are written with and without `CAP_`, in either case.
    static func isCapability(_ node: YAMLNode, _ wanted: String) -> Bool {
        guard let text = node.text?.uppercased() else { return false }
        return text == wanted || text == "CAP_" + wanted
    }
}

/// One volume of a pod.
public struct Volume: Sendable {
    public let node: YAMLNode

    public var name: String { node["name"]?.text ?? "" }
    public var hostPath: YAMLNode? { node["hostPath"]?["path"] }

    /// The keys that say what it is, all but the name.
    public var types: [String] { node.entries.map(\.name).filter { $0 != "name" } }
}
