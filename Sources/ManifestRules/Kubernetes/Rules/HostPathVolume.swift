import Findings
import Manifests

/// A folder of the node in a pod.
struct HostPathVolume: PodRule {
    let card = RuleCard(
        id: "DD-K8S-HOST-PATH", title: "hostPath volume",
        severity: .medium,
        why: "A hostPath volume reaches into the node: what the pod writes there others run or read, and pods of other "
            + "nodes see other files.",
        repair: "Use a PersistentVolumeClaim, emptyDir, configMap or secret; where a node's folder is needed mount it "
            + "readOnly.",
        maps: [
            .trivy("KSV-0023"), .cisKubernetes("5.2.12"), .podSecurity(level: "baseline", control: "HostPath Volumes"),
            .cwe(668),
        ], references: ["https://kubernetes.io/docs/concepts/storage/volumes/#hostpath"])

    let examples = Examples(
        good: [Sample.pod(spec: "volumes: [{name: data, emptyDir: {}}]")],
        bad: [Sample.pod(spec: "volumes: [{name: data, hostPath: {path: /srv/data}}]")])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        for volume in pod.volumes {
            guard let entry = volume.node.entry("hostPath") else { continue }
            let path = volume.hostPath?.text ?? ""
            // What other rules already report as worse is not said twice.
            let isSaid = path.hasSuffix(".sock") || SensitiveHostPath.isSensitive(path)
            report(
                Problem(
                    volume.hostPath?.range ?? entry.key.range,
                    "Volume '\(volume.name)' of \(object.title) is \(path.isEmpty ? "a folder" : path) of the node.",
                    profile: isSaid ? .strict : nil))
        }
    }
}
