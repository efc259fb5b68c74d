import Findings

/// The family of rules over what roles grant, a row each.
enum RoleRules {
    private static let changing: Set<String> = [
        "create", "update", "patch", "delete", "deletecollection", "impersonate", "*",
    ]
    private static let using: Set<String> = changing.union(["get", "list", "watch"])
    private static let references = ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"]

    static let rules: [any KubernetesRule] = [
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-SECRETS-CLUSTER", title: "Role over the secrets of all namespaces",
                severity: .critical,
                why: "Secrets hold the tokens of other accounts: who reads or changes them all is the cluster's admin.",
                repair: "Use a Role in one namespace with resourceNames, or mount the secret instead.",
                maps: [
                    .trivy("KSV-0041"), .kubeLinter("cluster-wide-secrets-access"), .cisKubernetes("5.1.2"),
                    .nsaCisa("RBAC"), .cwe(269),
                ], references: references, profile: .standard),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [secrets], verbs: [get]")],
                bad: [Sample.role("apiGroups: [\"\"], resources: [secrets], verbs: [get]", kind: "ClusterRole")]),
            kinds: [.clusterRole], resources: ["secrets"], verbs: using, what: "use secrets of every namespace",
            isWeakerWhenNamed: true),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-SECRETS", title: "Role over the secrets of a namespace", severity: .medium,
                why: "Secrets of the namespace hold the tokens of its other accounts.",
                repair: "List the one secret in resourceNames, or mount it instead.",
                maps: [.trivy("KSV-0113"), .cisKubernetes("5.1.2"), .nsaCisa("RBAC"), .cwe(269)],
                references: references, profile: .strict),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [configmaps], verbs: [get]")],
                bad: [Sample.role("apiGroups: [\"\"], resources: [secrets], verbs: [get]")]),
            kinds: [.role], resources: ["secrets"], verbs: using, what: "use secrets of its namespace"),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-POD-LOGS", title: "Role that deletes logs of pods", severity: .medium,
                why: "Whoever deletes logs wipes the traces of an attack.",
                repair: "Remove delete and deletecollection on pods/log.",
                maps: [.trivy("KSV-0042"), .cwe(779)], references: references),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [pods/log], verbs: [get]")],
                bad: [Sample.role("apiGroups: [\"\"], resources: [pods/log], verbs: [delete]")]),
            resources: ["pods/log"], verbs: ["delete", "deletecollection", "*"], what: "delete logs"),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-IMPERSONATE", title: "Role that lets one act as others", severity: .critical,
                why:
                    "impersonate on users, groups or service accounts makes its holder anyone, system:masters included.",
                repair: "Remove impersonate, or list in resourceNames whom it may act as.",
                maps: [
                    .trivy("KSV-0043"), .kubeLinter("impersonate-without-resource-names"), .cisKubernetes("5.1.8"),
                    .nsaCisa("RBAC"), .cwe(269),
                ], references: references),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [groups], verbs: [get]")],
                bad: [Sample.role("apiGroups: [\"*\"], resources: [groups], verbs: [impersonate]")]),
            resources: ["groups", "users", "serviceaccounts", "userextras"], verbs: ["impersonate"], peerGroups: ["*"],
            what: "act as others", isWeakerWhenNamed: true),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-NODE-PROXY", title: "Role over the proxy of nodes", severity: .high,
                why:
                    "nodes/proxy reaches the kubelet past the API server: commands in any pod, without a trace in the audit log.",
                repair: "Remove nodes/proxy; use nodes/metrics, nodes/stats or nodes/log.",
                maps: [.trivy("KSV-0047"), .cisKubernetes("5.1.10"), .cwe(269)], references: references),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [nodes/metrics], verbs: [get]", kind: "ClusterRole")],
                bad: [
                    Sample.role(
                        "apiGroups: [\"\"], resources: [nodes/proxy], verbs: [get, create]", kind: "ClusterRole")
                ]),
            resources: ["nodes/proxy"], verbs: ["get", "create", "*"], what: "reach the kubelet"),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-WORKLOADS", title: "Role that changes workloads", severity: .medium,
                why: "Who makes pods can mount any secret of the namespace and use any of its service accounts.",
                repair: "Grant it only to what deploys, in one namespace.",
                maps: [.trivy("KSV-0048"), .cisKubernetes("5.1.4"), .nsaCisa("RBAC"), .cwe(269)],
                references: references, profile: .strict),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [get]")],
                bad: [Sample.role("apiGroups: [apps], resources: [deployments], verbs: [create]")]),
            resources: [
                "pods", "deployments", "jobs", "cronjobs", "statefulsets", "daemonsets", "replicasets",
                "replicationcontrollers",
            ], verbs: changing, what: "change workloads"),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-CONFIGMAPS", title: "Role that changes ConfigMaps", severity: .medium,
                why: "Configuration decides what programs do: who changes it may turn their checks off.",
                repair: "List the ConfigMaps in resourceNames.",
                maps: [.trivy("KSV-0049"), .cwe(269)], references: references, profile: .strict),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [configmaps], verbs: [get]")],
                bad: [Sample.role("apiGroups: [\"\"], resources: [configmaps], verbs: [create]")]),
            resources: ["configmaps"], verbs: changing, what: "change ConfigMaps"),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-ESCALATE", title: "Role that gives itself rights", severity: .critical,
                why: "escalate and bind let their holder grant rights it does not have itself.",
                repair: "Remove escalate and bind, or list in resourceNames the roles that may be bound.",
                maps: [
                    .trivy("KSV-0050"), .kubeLinter("escalate-verb-in-role"), .kubeLinter("bind-verb-in-role"),
                    .cisKubernetes("5.1.8"), .nsaCisa("RBAC"), .cwe(269),
                ], references: references),
            examples: Examples(
                good: [Sample.role("apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [get]")],
                bad: [Sample.role("apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [escalate]")]),
            resources: ["roles", "rolebindings", "clusterroles", "clusterrolebindings"],
            verbs: ["escalate", "bind", "*"], what: "give itself more rights", isWeakerWhenNamed: true),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-EXEC", title: "Role that runs commands in pods", severity: .high,
                why: "pods/exec is a shell in the pod, with its secrets and its service account.",
                repair: "Keep pods/exec to people, for the time they need it.",
                maps: [.trivy("KSV-0053"), .nsaCisa("RBAC"), .cwe(269)], references: references),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [get]")],
                bad: [Sample.role("apiGroups: [\"\"], resources: [pods/exec], verbs: [create]")]),
            resources: ["pods/exec"], verbs: ["create", "get", "*"], peerVerbs: ["create"], what: "run commands in pods"
        ),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-NETWORKING", title: "Role that changes networking", severity: .high,
                why: "Who changes Services, Endpoints or policies can lead traffic elsewhere or open what was closed.",
                repair: "Grant it only to what deploys, in one namespace.",
                maps: [.trivy("KSV-0056"), .cwe(269)], references: references, profile: .strict),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [services], verbs: [get]")],
                bad: [Sample.role("apiGroups: [\"\"], resources: [services], verbs: [create]")]),
            resources: ["services", "endpoints", "endpointslices", "networkpolicies", "ingresses"], verbs: changing,
            what: "change networking"),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-WEBHOOKS", title: "Role that changes admission webhooks", severity: .critical,
                why: "An admission webhook sees every object, secrets among them, and may change each on its way in.",
                repair: "Remove the verbs that change webhook configurations.",
                maps: [.trivy("KSV-0114"), .checkov("CKV_K8S_155"), .cisKubernetes("5.1.12"), .cwe(269)],
                references: references),
            examples: Examples(
                good: [
                    Sample.role(
                        "apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [get]",
                        kind: "ClusterRole")
                ],
                bad: [
                    Sample.role(
                        "apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [update]",
                        kind: "ClusterRole")
                ]),
            resources: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"], verbs: changing,
            what: "change admission webhooks", isWeakerWhenNamed: true),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-AWS-AUTH", title: "Role that changes aws-auth", severity: .critical,
                why: "The ConfigMap aws-auth says which AWS identities are which users of an EKS cluster.",
                repair: "Remove the verbs that change aws-auth.",
                maps: [.trivy("KSV-0115"), .cwe(269)], references: references),
            examples: Examples(
                good: [
                    Sample.role("apiGroups: [\"\"], resources: [configmaps], resourceNames: [aws-auth], verbs: [get]")
                ],
                bad: [
                    Sample.role(
                        "apiGroups: [\"\"], resources: [configmaps], resourceNames: [aws-auth], verbs: [update]")
                ]),
            resources: ["configmaps"], verbs: changing, names: ["aws-auth"], what: "change who is who in EKS"),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-ANY-VERB", title: "Role that may do all with a sensitive resource",
                severity: .critical,
                why:
                    "A wildcard verb grants also what comes later, and on these resources it is the way to more rights.",
                repair: "List the verbs that are needed.",
                maps: [.trivy("KSV-0045"), .cisKubernetes("5.1.3"), .nsaCisa("RBAC"), .cwe(269)],
                references: references),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [secrets], verbs: [get]")],
                bad: [Sample.role("apiGroups: [\"*\"], resources: [secrets], verbs: [\"*\"]")]),
            resources: [
                "secrets", "pods", "deployments", "daemonsets", "statefulsets", "replicationcontrollers", "replicasets",
                "cronjobs", "jobs", "roles", "clusterroles", "rolebindings", "clusterrolebindings", "users", "groups",
            ], verbs: ["*"], what: "do all with it"),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-ALL-CLUSTER", title: "ClusterRole over all resources", severity: .critical,
                why: "A wildcard resource covers secrets, roles and whatever is added to the cluster later.",
                repair: "List the resources that are needed.",
                maps: [.trivy("KSV-0046"), .cisKubernetes("5.1.3"), .nsaCisa("RBAC"), .cwe(269)],
                references: references),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [get]", kind: "ClusterRole")],
                bad: [Sample.role("apiGroups: [\"*\"], resources: [\"*\"], verbs: [create]", kind: "ClusterRole")]),
            kinds: [.clusterRole], resources: ["*"], verbs: using, what: "use all resources"),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-ALL", title: "Role over all resources of a namespace", severity: .critical,
                why: "A wildcard resource covers secrets, roles and whatever is added to the namespace later.",
                repair: "List the resources that are needed.",
                maps: [.trivy("KSV-0112"), .cisKubernetes("5.1.3"), .nsaCisa("RBAC"), .cwe(269)],
                references: references),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [get]")],
                bad: [Sample.role("apiGroups: [\"*\"], resources: [\"*\"], verbs: [create]")]),
            kinds: [.role], resources: ["*"], verbs: using, what: "use all resources of its namespace"),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-CSR", title: "Role that approves certificates", severity: .high,
                why: "Who approves signing requests can have a certificate of any user made.",
                repair: "List the signers in resourceNames.",
                maps: [
                    .kubeLinter("approve-signers-without-resource-names"), .checkov("CKV_K8S_156"),
                    .cisKubernetes("5.1.11"), .cwe(269),
                ], references: references),
            examples: Examples(
                good: [
                    Sample.role(
                        "apiGroups: [certificates.k8s.io], resources: [signers], verbs: [get]", kind: "ClusterRole")
                ],
                bad: [
                    Sample.role(
                        "apiGroups: [certificates.k8s.io], resources: [signers], verbs: [approve]", kind: "ClusterRole")
                ]),
            resources: ["signers", "certificatesigningrequests/approval"], verbs: ["approve", "update", "patch", "*"],
            what: "approve certificates", isWeakerWhenNamed: true),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-TOKENS", title: "Role that makes tokens", severity: .high,
                why: "Who creates tokens of service accounts has the rights of all of them.",
                repair: "List the service accounts in resourceNames.",
                maps: [.cisKubernetes("5.1.13"), .cwe(269)], references: references),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [serviceaccounts], verbs: [get]")],
                bad: [Sample.role("apiGroups: [\"\"], resources: [serviceaccounts/token], verbs: [create]")]),
            resources: ["serviceaccounts/token"], verbs: ["create", "*"], what: "make tokens of accounts",
            isWeakerWhenNamed: true),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-VOLUMES", title: "Role that makes PersistentVolumes", severity: .medium,
                why: "A PersistentVolume may be a hostPath: who makes one reads any folder of a node.",
                repair: "Grant claims instead of volumes.",
                maps: [.cisKubernetes("5.1.9"), .cwe(269)], references: references, profile: .strict),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [persistentvolumeclaims], verbs: [create]")],
                bad: [
                    Sample.role(
                        "apiGroups: [\"\"], resources: [persistentvolumes], verbs: [create]", kind: "ClusterRole")
                ]),
            resources: ["persistentvolumes"], verbs: ["create", "*"], what: "make volumes of the node's folders"),
        RoleRule(
            card: RuleCard(
                id: "DD-K8S-RBAC-DELETE-COLLECTION", title: "Role that deletes collections", severity: .low,
                why: "deletecollection removes all objects of a kind with one request.",
                repair: "Grant delete instead.",
                maps: [.kubeLinter("deletecollection-verb-in-role"), .cwe(269)], references: references, profile: .all),
            examples: Examples(
                good: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [delete]")],
                bad: [Sample.role("apiGroups: [\"\"], resources: [pods], verbs: [deletecollection]")]),
            resources: [
                "pods", "services", "secrets", "configmaps", "deployments", "namespaces", "jobs", "statefulsets",
                "daemonsets", "persistentvolumeclaims", "*",
            ], verbs: ["deletecollection"], what: "delete all of a kind at once"),
        AnyAnyRole(), WildcardsInRole(), BindingPair(cluster: false), BindingPair(cluster: true), AttachToPods(),
        AddsUsersToBinding(), AdminBinding(), PrivilegedSubject(row: .anonymous),
        PrivilegedSubject(row: .authenticated),
        PrivilegedSubject(row: .masters), BoundAccess(row: .secrets), BoundAccess(row: .pods), DefaultAccountBound(),
    ]
}
