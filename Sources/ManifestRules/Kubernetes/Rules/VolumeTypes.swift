import Findings
import Manifests

/// Volume types that the restricted level does not allow.
struct VolumeTypes: PodRule {
    let card = RuleCard(
        id: "DD-K8S-VOLUME-TYPE", title: "Volume type outside of the restricted set",
        severity: .low,
        why: "Built-in storage drivers run with the rights of the kubelet, and most were removed from Kubernetes; "
            + "claims name storage without that.",
        repair: "Use a PersistentVolumeClaim (or csi, configMap, secret, projected, emptyDir, ephemeral, downwardAPI).",
        maps: [.trivy("KSV-0028"), .podSecurity(level: "restricted", control: "Volume Types"), .cwe(668)],
        references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
        profile: .strict)

    let examples = Examples(
        good: [Sample.pod(spec: "volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]")],
        bad: [Sample.pod(spec: "volumes: [{name: data, nfs: {server: 10.0.0.1, path: /}}]")])

    private static let allowed: Set<String> = [
        "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret",
        "image",
    ]

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        for volume in pod.volumes {
            // hostPath has rules of its own.
            for entry in volume.node.entries
            where entry.name != "name" && entry.name != "hostPath" && !Self.allowed.contains(entry.name) {
                report(Problem(entry.key.range, "Volume '\(volume.name)' is of type \(entry.name)."))
            }
        }
    }
}
