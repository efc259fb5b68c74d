import Findings
import Manifests

/// One container may fill a node's disk.
struct NoEphemeralStorageLimit: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-EPHEMERAL-STORAGE", title: "No limit of ephemeral storage",
        severity: .low,
        why: "Logs and scratch files of one container can fill the disk of its node, which then evicts all pods.",
        repair: "Set resources.requests and resources.limits of ephemeral-storage.",
        maps: [.kubeLinter("unset-ephemeral-storage-requirements"), .cwe(770)],
        profile: .all)

    let examples = Examples(
        good: [Sample.pod("resources: {requests: {ephemeral-storage: 1Gi}, limits: {ephemeral-storage: 1Gi}}")],
        bad: [Sample.pod()])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard container.role != .ephemeral, container.node["resources"]?["limits"]?["ephemeral-storage"] == nil else {
            return
        }
        report(Problem(container.range, "Container '\(container.name)' has no limit of ephemeral storage."))
    }
}
