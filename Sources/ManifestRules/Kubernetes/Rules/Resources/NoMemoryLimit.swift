import Findings
import Manifests

/// No memory limit of a container.
struct NoMemoryLimit: ResourceRule {
    let card = RuleCard(
        id: "DD-K8S-MEMORY-LIMIT", title: "No memory limit", severity: .low,
        why: "Without a limit one leaking or attacked process takes the memory of its node, and the kernel "
            + "kills others for it.",
        repair: "Set resources.limits.memory to what the program was measured to need.",
        maps: [
            .trivy("KSV-0018"), .kubeLinter("unset-memory-requirements"), .checkov("CKV_K8S_13"),
            .nsaCisa("Resource policies"), .cwe(770),
        ],
        references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"])

    let examples = Examples(
        good: [Sample.pod("resources: {limits: {memory: 128Mi}}")], bad: [Sample.pod()])

    let list = "limits"
    let resource = "memory"
    func decided(_ decisions: ManifestDecisions) -> String? { decisions.memoryLimit }
}
