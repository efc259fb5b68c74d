import Findings
import Manifests

/// What one rule of a Role or ClusterRole grants.
struct RoleRights {
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

/// A rule over what a Role or ClusterRole grants: any of some verbs on any of some resources. A family: its members
/// differ in a row of `RoleRules`.
struct RoleRule: KubernetesRule {
    var card: RuleCard
    var examples: Examples
    var kinds: Set<KubernetesKind> = [.role, .clusterRole]
    var resources: Set<String>
    var verbs: Set<String>
    /// API groups that the peer asks for; in other groups the rule still holds, under our name alone.
    var peerGroups: Set<String>?
    /// Verbs that the peer asks for, where these are fewer.
    var peerVerbs: Set<String>?
    /// `resourceNames` the rule must list.
    var names: Set<String> = []
    var what: String
    /// Where a row holds for named resources too, these matter less.
    var isWeakerWhenNamed = false

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard kinds.contains(object.kind) else { return }
        for rights in RoleRights.all(of: object) {
            guard rights.covers(resources), rights.allows(verbs) else { continue }
            if !names.isEmpty, !rights.names.contains(where: names.contains) { continue }
            let isPeers =
                (peerGroups.map { groups in rights.groups.contains(where: groups.contains) } ?? true)
                && (peerVerbs.map { rights.allows($0) } ?? true)
            let verbs = rights.named(verbs, in: rights.verbs)
            report(
                Problem(
                    rights.range,
                    "\(object.title) may \(what) (\(verbs) on \(rights.named(resources, in: rights.resources))).",
                    aliases: isPeers ? nil : card.aliases.filter { !$0.hasPrefix("KSV-") },
                    profile: isWeakerWhenNamed && !rights.names.isEmpty || rights.isOfOwnKinds ? .strict : nil))
        }
    }
}
