import Findings
import Manifests

/// No CPU request of a container.
struct NoCPURequest: ResourceRule {
    let card = RuleCard(
        id: "DD-K8S-CPU-REQUEST", title: "No CPU request", severity: .low,
        why: "Without a request the scheduler packs nodes too full, and the container gets what is left over.",
        repair: "Set resources.requests.cpu to what the program was measured to need.",
        maps: [
            .trivy("KSV-0015"), .kubeLinter("unset-cpu-requirements"), .checkov("CKV_K8S_10"),
            .nsaCisa("Resource policies"), .cwe(770),
        ],
        references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"], profile: .strict
    )

    let examples = Examples(
        good: [Sample.pod("resources: {requests: {cpu: 100m}}")], bad: [Sample.pod()])

    let list = "requests"
    let resource = "cpu"
    func decided(_ decisions: ManifestDecisions) -> String? { decisions.cpuRequest }
}
