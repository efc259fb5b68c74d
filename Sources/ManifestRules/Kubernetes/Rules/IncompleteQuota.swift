import Findings
import Manifests

/// A ResourceQuota that leaves gaps.
struct IncompleteQuota: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-RESOURCE-QUOTA", title: "ResourceQuota leaves gaps",
        severity: .low,
        why: "A quota that leaves out CPU or memory lets one namespace take them all.",
        repair: "Set requests.cpu, requests.memory, limits.cpu and limits.memory under hard.",
        maps: [.trivy("KSV-0040"), .nsaCisa("Resource policies"), .cwe(770)],
        references: ["https://kubernetes.io/docs/concepts/policy/resource-quotas/"],
        profile: .strict)

    let examples = Examples(
        good: [
            Sample.object(
                "v1", "ResourceQuota",
                spec: "hard: {requests.cpu: 1, requests.memory: 1Gi, limits.cpu: 2, limits.memory: 2Gi}")
        ],
        bad: [Sample.object("v1", "ResourceQuota", spec: "hard: {requests.cpu: 1}")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .resourceQuota else { return }
        let hard = object.spec?["hard"]
        let missing = ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory"].filter { hard?[$0] == nil }
        guard !missing.isEmpty else { return }
        report(Problem(object.nameRange, "\(object.title) does not limit \(missing.joined(separator: ", "))."))
    }
}
