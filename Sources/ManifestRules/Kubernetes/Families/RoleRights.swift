import Findings
import Manifests

/// What one rule of a Role or ClusterRole grants.
struct RoleRights {
    /// Verbs that change objects.
    static let changing: Set<String> = [
        "create", "update", "patch", "delete", "deletecollection", "impersonate", "*",
    ]
    /// Verbs that read or change objects.
    static let using: Set<String> = changing.union(["get", "list", "watch"])

    let node: YAMLNode
    let groups: [String]
    let resources: [String]
    let verbs: [String]
    let names: [String]

    init(_ node: YAMLNode) {
        self.node = node
        func list(_ key: String) -> [String] { (node[key]?.items ?? []).compactMap(\.text) }
        groups = list("apiGroups")
        resources = list("resources")
        verbs = list("verbs")
        names = list("resourceNames")
    }

    static func all(of object: KubernetesObject) -> [RoleRights] {
        guard object.kind.isRole else { return [] }
        return (object.node["rules"]?.items ?? []).filter(\.isMapping).map { RoleRights($0) }
    }

    func allows(_ verbs: Set<String>) -> Bool { self.verbs.contains(where: verbs.contains) }
    func covers(_ resources: Set<String>) -> Bool { self.resources.contains(where: resources.contains) }

    /// Whether it names only API groups that are not Kubernetes' own, such as those of an operator: all of these are
    /// often its own objects.
    var isOfOwnKinds: Bool {
        !groups.isEmpty
            && groups.allSatisfy { group in
                group.contains(".") && (!group.hasSuffix(".k8s.io") || group.hasSuffix("metrics.k8s.io"))
            }
    }

    /// The first of the resources or verbs asked for, for a message.
    func named(_ wanted: Set<String>, in list: [String]) -> String {
        list.filter(wanted.contains).joined(separator: ", ")
    }

    /// Where the rule is pointed at.
    var range: Range<Int> {
        node.entryRange("resources").map { $0.lowerBound..<$0.lowerBound + "resources".utf8.count } ?? node.range
    }
}
