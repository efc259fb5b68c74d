import Findings
import Manifests

/// A LimitRange that leaves gaps.
struct IncompleteLimitRange: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-LIMIT-RANGE", title: "LimitRange leaves gaps",
        severity: .low,
        why: "Only with min, max and defaults are containers limited whose authors set nothing.",
        repair: "Give type Container max, min, default and defaultRequest.",
        maps: [.trivy("KSV-0039"), .nsaCisa("Resource policies"), .cwe(770)],
        references: ["https://kubernetes.io/docs/concepts/policy/limit-range/"],
        profile: .strict)

    let examples = Examples(
        good: [
            Sample.object(
                "v1", "LimitRange",
                spec:
                    "limits: [{type: Container, max: {cpu: 2}, min: {cpu: 100m}, default: {cpu: 300m}, defaultRequest: {cpu: 200m}}]"
            )
        ],
        bad: [
            Sample.object("v1", "LimitRange", spec: "limits: []"),
            Sample.object("v1", "LimitRange", spec: "limits: [{type: Container, max: {cpu: 2}}]"),
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .limitRange, let spec = object.spec else { return }
        let wanted = ["type", "max", "min", "default", "defaultRequest"]
        let isComplete = (spec["limits"]?.items ?? []).contains { limit in wanted.allSatisfy { limit[$0] != nil } }
        guard !isComplete else { return }
        report(Problem(object.nameRange, "\(object.title) does not limit containers in every respect."))
    }
}
