import Findings
import Manifests

/// A folder of the node that the pod can write.
struct WritableHostPath: PodRule {
    let card = RuleCard(
        id: "DD-K8S-HOST-PATH-WRITABLE", title: "Folder of the node mounted for writing",
        severity: .medium,
        why: "What a pod writes to its node can be run there, or fill its disk.",
        repair: "Add readOnly: true to the volume mount.",
        maps: [.kubeLinter("writable-host-mount"), .cwe(668)],
        references: ["https://kubernetes.io/docs/concepts/storage/volumes/#hostpath"],
        profile: .strict)

    let examples = Examples(
        good: [
            Sample.pod(
                "volumeMounts: [{name: data, mountPath: /data, readOnly: true}]",
                spec: "volumes: [{name: data, hostPath: {path: /srv/data}}]")
        ],
        bad: [
            Sample.pod(
                "volumeMounts: [{name: data, mountPath: /data}]",
                spec: "volumes: [{name: data, hostPath: {path: /srv/data}}]")
        ])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        for volume in pod.volumes where volume.node.has("hostPath") {
            for container in pod.containers {
                for mount in container.mounts
                where mount["name"]?.isText(volume.name) == true && mount["readOnly"]?.isTrue != true {
                    report(
                        Problem(
                            mount.range,
                            "Container '\(container.name)' can write \(volume.hostPath?.text ?? "a folder") of its node.",
                            aliases: container.role == .ephemeral ? [] : nil))
                }
            }
        }
    }
}
