import Findings
import Manifests

/// Who holds the runtime's socket holds the node.
struct RuntimeSocket: PodRule {
    let card = RuleCard(
        id: "DD-K8S-RUNTIME-SOCKET", title: "Socket of the container runtime in a pod",
        severity: .critical,
        why: "Through the socket of Docker, containerd or CRI-O anyone can start a privileged container and take the "
            + "node.",
        repair: "Remove the volume; build images without a daemon and ask the API server instead of the runtime.",
        maps: [
            .trivy("KSV-0006"), .kubeLinter("docker-sock"), .kubeLinter("container-runtime-sock"),
            .checkov("CKV_K8S_27"), .cwe(250),
        ], references: ["https://kubernetes.io/docs/concepts/storage/volumes/#hostpath"])

    let examples = Examples(
        good: [Sample.pod(spec: "volumes: [{name: run, emptyDir: {}}]")],
        bad: [
            Sample.pod(spec: "volumes: [{name: run, hostPath: {path: /var/run/docker.sock}}]"),
            Sample.pod(
                "volumeMounts: [{name: run, mountPath: /run/containerd/containerd.sock}]",
                spec: "volumes: [{name: run, hostPath: {path: /run/containerd/containerd.sock}}]"),
        ])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        for volume in pod.volumes {
            guard let path = volume.hostPath, let text = path.text else { continue }
            let isDocker = text.hasSuffix("docker.sock")
            guard isDocker || text.hasSuffix("containerd.sock") || text.hasSuffix("crio.sock") else { continue }
            let isTrivy = text == "/var/run/docker.sock"
            let users = pod.lastingContainers.flatMap { container in
                container.mounts.filter { $0["name"]?.isText(volume.name) == true }.map { (container.name, $0) }
            }
            let names = peers("KSV-0006".when(isTrivy), "CKV_K8S_27".when(isDocker))
            if users.isEmpty {
                report(Problem(path.range, "\(object.title) has the socket \(text) as a volume.", aliases: names))
            }
            for (container, mount) in users {
                report(
                    Problem(
                        mount.range, "Container '\(container)' has the socket \(text) of its node.",
                        aliases: names + peers("docker-sock".when(isDocker), "container-runtime-sock")))
            }
        }
    }
}
