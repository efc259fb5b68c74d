import Findings
import Manifests

/// No memory request of a container.
struct NoMemoryRequest: ResourceRule {
    let card = RuleCard(
        id: "DD-K8S-MEMORY-REQUEST", title: "No memory request", severity: .low,
        why: "Without a request the scheduler packs nodes too full, and this container is the first to be killed.",
        repair: "Set resources.requests.memory to what the program was measured to need.",
        maps: [.trivy("KSV-0016"), .checkov("CKV_K8S_12"), .nsaCisa("Resource policies"), .cwe(770)],
        references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"], profile: .strict
    )

    let examples = Examples(
        good: [Sample.pod("resources: {requests: {memory: 64Mi}}")], bad: [Sample.pod()])

    let list = "requests"
    let resource = "memory"
    func decided(_ decisions: ManifestDecisions) -> String? { decisions.memoryRequest }
}
