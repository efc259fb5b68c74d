import Findings
import Manifests

/// The pods share the node's shared memory.
struct HostIPC: PodRule {
    let card = RuleCard(
        id: "DD-K8S-HOST-IPC", title: "Shares the node's IPC namespace",
        severity: .high,
        why: "The pod may read and write the shared memory and message queues of the node's processes.",
        repair: "Remove hostIPC: true.",
        maps: [
            .trivy("KSV-0008"), .kubeLinter("host-ipc"), .checkov("CKV_K8S_18"), .cisKubernetes("5.2.4"),
            .nsaCisa("Kubernetes Pod security"), .podSecurity(level: "baseline", control: "Host Namespaces"), .cwe(668),
        ], references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"])

    let examples = Examples(
        good: [Sample.pod(spec: "hostIPC: false"), Sample.pod()],
        bad: [Sample.pod(spec: "hostIPC: true")])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let flag = pod.spec["hostIPC"], flag.isTrue else { return }
        report(Problem(flag.range, "The pods of \(object.title) share the IPC namespace of their node."))
    }
}
