import Findings
import Manifests

/// No limit of ephemeral storage of a container.
struct NoEphemeralStorageLimit: ResourceRule {
    let card = RuleCard(
        id: "DD-K8S-EPHEMERAL-STORAGE", title: "No limit of ephemeral storage", severity: .low,
        why: "Logs and scratch files of one container can fill the disk of its node, which then evicts all pods.",
        repair: "Set resources.limits.ephemeral-storage to what the program was measured to need.",
        maps: [.kubeLinter("unset-ephemeral-storage-requirements"), .nsaCisa("Resource policies"), .cwe(770)],
        references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"], profile: .all)

    let examples = Examples(
        good: [Sample.pod("resources: {limits: {ephemeral-storage: 1Gi}}")], bad: [Sample.pod()])

    let list = "limits"
    let resource = "ephemeral-storage"
    func decided(_ decisions: ManifestDecisions) -> String? { decisions.ephemeralStorageLimit }
}
