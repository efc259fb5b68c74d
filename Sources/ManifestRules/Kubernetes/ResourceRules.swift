import Findings
import Manifests

/// A rule over what a container asks for or is limited to. A family: its members differ in a row of `ResourceRules`.
struct ResourceRule: KubernetesRule {
    let card: RuleCard
    let examples: Examples
    /// `limits` or `requests`.
    let list: String
    let resource: String
    /// What a person decided on; with it there is an edit.
    let decision: @Sendable (ManifestDecisions) -> String?

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        for container in object.pod?.lastingContainers ?? []
        where container.node["resources"]?[list]?[resource] == nil {
            let path = "resources.\(list).\(resource)"
            var fix = Fix.advice("Decide on an amount and set \(path).")
            if let amount = decision(set.decisions) {
                fix = .set(
                    "resources", list, resource, to: .scalar(amount), in: container.node, "Set \(path): \(amount).")
            }
            let isShort = container.role == .initial && !container.isSidecar
            report(
                Problem(
                    container.range, "Container '\(container.name)' has no \(path).", fix: fix,
                    profile: isShort && card.profile == .standard ? .strict : nil))
        }
    }
}

/// The family of rules over resources, a row each.
enum ResourceRules {
    static let rules: [any KubernetesRule] = [
        row(
            "CPU-LIMIT", "No CPU limit", "limits", "cpu", "500m",
            "Without a limit a runaway or mining process takes the processors of its node.",
            [.trivy("KSV-0011"), .checkov("CKV_K8S_11")], .strict, { $0.cpuLimit }),
        row(
            "CPU-REQUEST", "No CPU request", "requests", "cpu", "100m",
            "Without a request the scheduler packs nodes too full, and the container gets what is left over.",
            [.trivy("KSV-0015"), .kubeLinter("unset-cpu-requirements"), .checkov("CKV_K8S_10")], .strict,
            { $0.cpuRequest }),
        row(
            "MEMORY-LIMIT", "No memory limit", "limits", "memory", "128Mi",
            "Without a limit one leaking or attacked process takes the memory of its node, and the kernel kills others for"
                + " it.",
            [.trivy("KSV-0018"), .kubeLinter("unset-memory-requirements"), .checkov("CKV_K8S_13")], .standard,
            { $0.memoryLimit }),
        row(
            "MEMORY-REQUEST", "No memory request", "requests", "memory", "64Mi",
            "Without a request the scheduler packs nodes too full, and this container is the first to be killed.",
            [.trivy("KSV-0016"), .checkov("CKV_K8S_12")], .strict, { $0.memoryRequest }),
        row(
            "EPHEMERAL-STORAGE", "No limit of ephemeral storage", "limits", "ephemeral-storage", "1Gi",
            "Logs and scratch files of one container can fill the disk of its node, which then evicts all pods.",
            [.kubeLinter("unset-ephemeral-storage-requirements")], .all, { $0.ephemeralStorageLimit }),
    ]

    private static func row(
        _ id: String, _ title: String, _ list: String, _ resource: String, _ amount: String, _ why: String,
        _ maps: [RuleMapping], _ profile: RuleProfile,
        _ decision: @escaping @Sendable (ManifestDecisions) -> String?
    ) -> any KubernetesRule {
        ResourceRule(
            card: RuleCard(
                id: "DD-K8S-\(id)", title: title, severity: .low, why: why,
                repair: "Set resources.\(list).\(resource) to what the program was measured to need.",
                maps: maps + [.nsaCisa("Resource policies"), .cwe(770)], profile: profile),
            examples: Examples(
                good: [Sample.pod("resources: {\(list): {\(resource): \(amount)}}")], bad: [Sample.pod()]),
            list: list, resource: resource, decision: decision)
    }
}
