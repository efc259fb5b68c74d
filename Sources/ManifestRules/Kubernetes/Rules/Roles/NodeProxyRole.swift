import Findings

/// Role over the proxy of nodes.
struct NodeProxyRole: RoleGrantRule {
    let card = RuleCard(
        id: "DD-K8S-RBAC-NODE-PROXY", title: "Role over the proxy of nodes", severity: .high,
        why: "nodes/proxy reaches the kubelet past the API server: commands in any pod, without a trace in the "
            + "audit log.",
        repair: "Remove nodes/proxy; use nodes/metrics, nodes/stats or nodes/log.",
        maps: [.trivy("KSV-0047"), .cisKubernetes("5.1.10"), .cwe(269)],
        references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"])

    let examples = Examples(
        good: [Sample.role("apiGroups: [\"\"], resources: [nodes/metrics], verbs: [get]", kind: "ClusterRole")],
        bad: [
            Sample.role(
                "apiGroups: [\"\"], resources: [nodes/proxy], verbs: [get, create]", kind: "ClusterRole")
        ])

    let grant = RoleGrant(
        resources: ["nodes/proxy"], verbs: ["get", "create", "*"], what: "reach the kubelet")
}
