import Findings
import Manifests

/// All verbs on all resources of all groups.
struct AnyAnyRole: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-ANY-ANY", title: "Role that may do everything", severity: .critical,
        why: "All verbs on all resources of all groups is the cluster's admin under another name.",
        repair: "List the groups, resources and verbs that are needed.",
        maps: [
            .trivy("KSV-0044"), .kubeLinter("wildcard-resource-verb-combo"), .checkov("CKV_K8S_49"),
            .cisKubernetes("5.1.3"), .nsaCisa("RBAC"), .cwe(269),
        ])
    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"*\"], resources: [\"*\"], verbs: [\"*\"]")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        for rights in RoleRights.all(of: object) where rights.resources.contains("*") && rights.verbs.contains("*") {
            let isAll = rights.groups.contains("*")
            report(
                Problem(
                    rights.range, "\(object.title) may do everything\(isAll ? "" : " in some API groups").",
                    aliases: peers("KSV-0044".when(isAll), "wildcard-resource-verb-combo", "CKV_K8S_49"),
                    profile: rights.isOfOwnKinds ? .strict : nil))
        }
    }
}

/// A wildcard anywhere in a role.
struct WildcardsInRole: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-WILDCARD", title: "Wildcard in a role", severity: .medium,
        why: "A wildcard grants also the resources and verbs that come later.",
        repair: "List what is needed.",
        maps: [
            .kubeLinter("wildcard-in-rules"), .checkov("CKV_K8S_49"), .cisKubernetes("5.1.3"), .nsaCisa("RBAC"),
            .cwe(269),
        ], profile: .strict)
    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"\"], resources: [secrets], verbs: [\"*\"]")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        for rights in RoleRights.all(of: object) {
            for field in ["verbs", "resources"] {
                guard let item = rights.node[field]?.items.first(where: { $0.isText("*") }) else { continue }
                report(Problem(item.range, "\(object.title) has a wildcard among its \(field)."))
            }
        }
    }
}

/// A role that may make bindings and bind any role.
struct BindingPair: KubernetesRule {
    let card: RuleCard
    let examples: Examples
    private let bindings: String
    private let roles: Set<String>

    init(cluster: Bool) {
        let group = "apiGroups: [rbac.authorization.k8s.io], "
        bindings = cluster ? "clusterrolebindings" : "rolebindings"
        roles = cluster ? ["clusterroles"] : ["clusterroles", "roles"]
        card = RuleCard(
            id: cluster ? "DD-K8S-RBAC-BIND-CLUSTER" : "DD-K8S-RBAC-BIND",
            title: cluster ? "Role that binds any ClusterRole" : "Role that binds any role in a namespace",
            severity: .high,
            why: "Who may make bindings and bind any role gives itself the role of the admin.",
            repair: "List in resourceNames the roles that may be bound.",
            maps: [
                .trivy(cluster ? "KSV-0052" : "KSV-0051"), .checkov("CKV_K8S_157"), .cisKubernetes("5.1.8"),
                .nsaCisa("RBAC"), .cwe(269),
            ])
        examples = Examples(
            good: [Sample.role(group + "resources: [\(bindings)], verbs: [create]")],
            bad: [
                Sample.role(
                    group + "resources: [\(bindings)], verbs: [create]",
                    group + "resources: [clusterroles], verbs: [bind], resourceNames: [\"*\"]")
            ])
    }

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

/// Attaching to a running process.
struct AttachToPods: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-ATTACH", title: "Role that attaches to pods", severity: .high,
        why: "pods/attach reads and writes the terminal of a running process.",
        repair: "Keep pods/attach to people, for the time they need it.",
        maps: [.trivy("KSV-0054"), .nsaCisa("RBAC"), .cwe(269)])
    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"\"], resources: [pods/attach], verbs: [create]")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        let rules = RoleRights.all(of: object)
        for (index, rights) in rules.enumerated()
        where rights.resources.contains("pods/attach") && rights.allows(["create", "get", "*"]) {
            // Trivy wants a rule behind it that finds the pods.
            let findsPods = rules.enumerated().contains { other, second in
                other != index && second.resources.contains("pods") && second.verbs.contains("get")
            }
            report(
                Problem(
                    rights.range, "\(object.title) may attach to pods.",
                    aliases: peers("KSV-0054".when(findsPods && rights.verbs.contains("create")))))
        }
    }
}

/// Reading and patching role bindings: adding people to them.
struct AddsUsersToBinding: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-ADD-USERS", title: "Role that adds users to bindings", severity: .low,
        why: "Who patches role bindings gives others the roles they bind.",
        repair: "Remove patch on rolebindings, or list the bindings in resourceNames.",
        maps: [.trivy("KSV-0055"), .nsaCisa("RBAC"), .cwe(269)], profile: .strict)
    let examples = Examples(
        good: [Sample.role("apiGroups: [\"*\"], resources: [rolebindings], verbs: [get]")],
        bad: [Sample.role("apiGroups: [\"*\"], resources: [rolebindings], verbs: [get, patch]")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        for rights in RoleRights.all(of: object)
        where rights.resources.contains("rolebindings") && rights.verbs.contains("get")
            && rights.verbs.contains("patch")
        {
            report(Problem(rights.range, "\(object.title) may add users to role bindings."))
        }
    }
}

/// A binding to a role that is an admin's.
struct AdminBinding: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-ADMIN", title: "Binding to an admin's role", severity: .medium,
        why: "cluster-admin is all rights over the cluster; admin and edit are all over a namespace's secrets.",
        repair: "Bind a role with the rights that are needed.",
        maps: [
            .trivy("KSV-0111"), .kubeLinter("cluster-admin-role-binding"), .cisKubernetes("5.1.1"), .nsaCisa("RBAC"),
            .cwe(269),
        ])
    let examples = Examples(
        good: [Sample.binding(role: "view", subject: "kind: ServiceAccount, name: web, namespace: shop")],
        bad: [Sample.binding(role: "cluster-admin", subject: "kind: ServiceAccount, name: web, namespace: shop")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind.isBinding, let role = object.node["roleRef"]?["name"], let name = role.text,
            ["cluster-admin", "admin", "edit"].contains(name)
        else { return }
        let isAll = name == "cluster-admin"
        report(
            Problem(
                role.range, "\(object.title) binds the role \(name).",
                aliases: peers(
                    "KSV-0111", "cluster-admin-role-binding".when(isAll && object.kind == .clusterRoleBinding)),
                profile: isAll ? nil : .strict, severity: isAll ? .high : nil))
    }
}

/// Bindings to users and groups that are nobody or everybody.
struct PrivilegedSubject: KubernetesRule {
    enum Row { case anonymous, authenticated, masters }

    let card: RuleCard
    let examples: Examples
    private let names: Set<String>

    init(row: Row) {
        let good = Sample.binding(role: "view", subject: "kind: Group, name: shop")
        switch row {
        case .anonymous:
            names = ["system:unauthenticated", "system:anonymous"]
            card = RuleCard(
                id: "DD-K8S-RBAC-ANONYMOUS", title: "Rights for anonymous users", severity: .critical,
                why: "Anyone who reaches the API server has the rights of this binding.",
                repair: "Remove the subject.",
                maps: [.trivy("KSV-0122"), .cisKubernetes("5.1.1"), .nsaCisa("RBAC"), .cwe(306)])
        case .authenticated:
            names = ["system:authenticated"]
            card = RuleCard(
                id: "DD-K8S-RBAC-AUTHENTICATED", title: "Rights for everyone who signs in", severity: .critical,
                why: "system:authenticated is every account: on some clouds anyone with an account there.",
                repair: "Name the groups or accounts that need the role.",
                maps: [.trivy("KSV-01011"), .nsaCisa("RBAC"), .cwe(269)])
        case .masters:
            names = ["system:masters"]
            card = RuleCard(
                id: "DD-K8S-RBAC-MASTERS", title: "Binding of system:masters", severity: .critical,
                why: "Members of system:masters pass every check of rights, and it cannot be taken from them.",
                repair: "Bind another group to cluster-admin, for a short time.",
                maps: [.trivy("KSV-0123"), .cisKubernetes("5.1.7"), .nsaCisa("RBAC"), .cwe(269)])
        }
        let subject = names.sorted().first ?? ""
        examples = Examples(
            good: [good], bad: [Sample.binding(role: "view", subject: "kind: Group, name: \"\(subject)\"")])
    }

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind.isBinding else { return }
        for subject in object.node["subjects"]?.items ?? [] {
            guard let name = subject["name"], let text = name.text, names.contains(text) else { continue }
            report(Problem(name.range, "\(object.title) gives rights to \(text)."))
        }
    }
}

/// Bindings of roles that reach secrets or make pods, looked up in the files.
struct BoundAccess: KubernetesRule {
    enum Row { case secrets, pods }

    let card: RuleCard
    let examples: Examples
    private let resources: Set<String>
    private let verbs: Set<String>
    private let what: String

    init(row: Row) {
        let subject = "kind: ServiceAccount, name: web, namespace: shop"
        let binding = Sample.binding(role: "reader", subject: subject)
        switch row {
        case .secrets:
            resources = ["secrets"]
            verbs = ["get", "list", "delete", "create", "watch", "*"]
            what = "secrets"
            card = RuleCard(
                id: "DD-K8S-RBAC-BOUND-SECRETS", title: "Subjects with access to secrets", severity: .medium,
                why: "The subjects of this binding read or change secrets.",
                repair: "Bind a role without secrets, or with resourceNames.",
                maps: [.kubeLinter("access-to-secrets"), .cisKubernetes("5.1.2"), .nsaCisa("RBAC"), .cwe(269)],
                profile: .strict)
        case .pods:
            resources = [
                "pods", "deployments", "statefulsets", "replicasets", "cronjob", "cronjobs", "jobs", "daemonsets",
            ]
            verbs = ["create"]
            what = "new pods"
            card = RuleCard(
                id: "DD-K8S-RBAC-BOUND-PODS", title: "Subjects that make pods", severity: .medium,
                why: "Who makes pods can mount any secret of the namespace and use any of its service accounts.",
                repair: "Bind a role without create on pods and workloads.",
                maps: [.kubeLinter("access-to-create-pods"), .cisKubernetes("5.1.4"), .nsaCisa("RBAC"), .cwe(269)],
                profile: .strict)
        }
        let resource = row == .secrets ? "secrets" : "pods"
        let verb = row == .secrets ? "get" : "create"
        examples = Examples(
            good: [
                Sample.several(
                    Sample.role("apiGroups: [\"\"], resources: [services], verbs: [get]", kind: "ClusterRole"), binding)
            ],
            bad: [
                Sample.several(
                    Sample.role("apiGroups: [\"\"], resources: [\(resource)], verbs: [\(verb)]", kind: "ClusterRole"),
                    binding)
            ])
    }

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind.isBinding, let reference = object.node["roleRef"], let name = reference["name"],
            let text = name.text
        else { return }
        let isCluster = reference["kind"]?.isText("ClusterRole") == true
        let role =
            isCluster
            ? set.all(.clusterRole).first { $0.name == text } : set.find(.role, text, in: object.namespace)
        guard let role else { return }
        guard RoleRights.all(of: role).contains(where: { $0.covers(resources) && $0.allows(verbs) }) else { return }
        report(Problem(name.range, "\(object.title) gives access to \(what) by \(role.kindName) '\(text)'."))
    }
}

/// Rights for the account that all pods of a namespace share.
struct DefaultAccountBound: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-DEFAULT-ACCOUNT", title: "Rights for the default service account", severity: .medium,
        why: "Every pod of the namespace that names no account has these rights.",
        repair: "Make a service account for the workload and bind that.",
        maps: [.checkov("CKV_K8S_42"), .cisKubernetes("5.1.5"), .nsaCisa("RBAC"), .cwe(266)])
    let examples = Examples(
        good: [Sample.binding(role: "view", subject: "kind: ServiceAccount, name: web, namespace: shop")],
        bad: [Sample.binding(role: "view", subject: "kind: ServiceAccount, name: default, namespace: shop")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind.isBinding else { return }
        for subject in object.node["subjects"]?.items ?? [] {
            guard subject["kind"]?.isText("ServiceAccount") == true, let name = subject["name"], name.isText("default")
            else { continue }
            report(Problem(name.range, "\(object.title) gives rights to the default service account."))
        }
    }
}
