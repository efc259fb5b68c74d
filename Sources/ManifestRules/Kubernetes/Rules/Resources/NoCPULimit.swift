import Findings
import Manifests

/// No CPU limit of a container.
struct NoCPULimit: ResourceRule {
    let card = RuleCard(
        id: "DD-K8S-CPU-LIMIT", title: "No CPU limit", severity: .low,
        why: "Without a limit a runaway or mining process takes the processors of its node.",
        repair: "Set resources.limits.cpu to what the program was measured to need.",
        maps: [.trivy("KSV-0011"), .checkov("CKV_K8S_11"), .nsaCisa("Resource policies"), .cwe(770)],
        references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"], profile: .strict
    )

    let examples = Examples(
        good: [Sample.pod("resources: {limits: {cpu: 500m}}")], bad: [Sample.pod()])

    let list = "limits"
    let resource = "cpu"
    func decided(_ decisions: ManifestDecisions) -> String? { decisions.cpuLimit }
}
