import Findings
import Manifests

/// What a rule looks for in a Role or ClusterRole: any of some verbs on any of some resources.
struct RoleGrant: Sendable {
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
    /// Where a rule holds for named resources too, these matter less.
    var isWeakerWhenNamed = false
}

/// A rule over what a Role or ClusterRole grants. Each file under Rules/Roles/ says which grant.
protocol RoleGrantRule: KubernetesRule {
    var grant: RoleGrant { get }
}

extension RoleGrantRule {
    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        let grant = grant
        guard grant.kinds.contains(object.kind) else { return }
        for rights in RoleRights.all(of: object) {
            guard rights.covers(grant.resources), rights.allows(grant.verbs) else { continue }
            if !grant.names.isEmpty, !rights.names.contains(where: grant.names.contains) { continue }
            let isPeers =
                (grant.peerGroups.map { groups in rights.groups.contains(where: groups.contains) } ?? true)
                && (grant.peerVerbs.map { rights.allows($0) } ?? true)
            let verbs = rights.named(grant.verbs, in: rights.verbs)
            let resources = rights.named(grant.resources, in: rights.resources)
            report(
                Problem(
                    rights.range, "\(object.title) may \(grant.what) (\(verbs) on \(resources)).",
                    aliases: isPeers ? nil : card.aliases.filter { !$0.hasPrefix("KSV-") },
                    profile: grant.isWeakerWhenNamed && !rights.names.isEmpty || rights.isOfOwnKinds ? .strict : nil))
        }
    }
}
