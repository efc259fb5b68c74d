import Findings
import Manifests

/// Folders of the node that hand it over.
struct SensitiveHostPath: PodRule {
    let card = RuleCard(
        id: "DD-K8S-HOST-PATH-SENSITIVE", title: "Sensitive folder of the node in a pod",
        severity: .high,
        why: "/, /etc, /proc and the like of the node hold its secrets and configuration; whoever writes there owns "
            + "it.",
        repair: "Remove the volume, or narrow it to the one file that is needed, mounted readOnly.",
        maps: [.trivy("KSV-0121"), .kubeLinter("sensitive-host-mounts"), .cisKubernetes("5.2.12"), .cwe(668)],
        references: ["https://kubernetes.io/docs/concepts/storage/volumes/#hostpath"])

    let examples = Examples(
        good: [
            Sample.pod(
                "volumeMounts: [{name: data, mountPath: /data}]",
                spec: "volumes: [{name: data, hostPath: {path: /srv/data}}]")
        ],
        bad: [
            Sample.pod(
                "volumeMounts: [{name: etc, mountPath: /host/etc}]",
                spec: "volumes: [{name: etc, hostPath: {path: /etc}}]"),
            Sample.pod(spec: "volumes: [{name: etc, hostPath: {path: /var/lib/docker}}]"),
        ])

    private static let folders: Set<String> = [
        "/", "/boot", "/dev", "/etc", "/lib", "/proc", "/sys", "/usr", "/var/lib/docker",
    ]
    static func isSensitive(_ path: String) -> Bool {
        let text = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        return folders.contains(text) || more.contains(text)
    }

    /// What is as bad in our view, though no peer says so.
    private static let more: Set<String> = [
        "/var/lib/kubelet", "/etc/kubernetes", "/var/lib/containerd", "/root", "/home", "/var/run", "/run",
        "/etc/kubernetes/manifests", "/etc/kubernetes/pki", "/var/lib/etcd",
    ]

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        for volume in pod.volumes {
            guard let path = volume.hostPath, let written = path.text else { continue }
            let text = written.count > 1 && written.hasSuffix("/") ? String(written.dropLast()) : written
            let isListed = Self.folders.contains(text)
            guard isListed || Self.more.contains(text) else { continue }
            let trivy = isListed && written == text
            let kubeLinter = trivy && text != "/var/lib/docker"
            let users = pod.lastingContainers.flatMap { container in
                container.mounts.filter { $0["name"]?.isText(volume.name) == true }.map { (container.name, $0) }
            }
            if users.isEmpty {
                report(
                    Problem(
                        path.range, "\(object.title) has \(text) of its node as a volume.",
                        aliases: peers("KSV-0121".when(trivy))))
            }
            for (container, mount) in users {
                report(
                    Problem(
                        mount.range, "Container '\(container)' has \(text) of its node.",
                        aliases: peers("KSV-0121".when(trivy), "sensitive-host-mounts".when(kubeLinter))))
            }
        }
    }
}
