import Findings
import Manifests

/// The pods share the node's processes.
struct HostPID: PodRule {
    let card = RuleCard(
        id: "DD-K8S-HOST-PID", title: "Shares the node's process namespace",
        severity: .high,
        why: "The pod sees every process of the node with its arguments and environment, and may signal or trace those "
            + "of its user.",
        repair: "Remove hostPID: true.",
        maps: [
            .trivy("KSV-0010"), .kubeLinter("host-pid"), .checkov("CKV_K8S_17"), .cisKubernetes("5.2.3"),
            .nsaCisa("Kubernetes Pod security"), .podSecurity(level: "baseline", control: "Host Namespaces"), .cwe(668),
        ], references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"])

    let examples = Examples(
        good: [Sample.pod(spec: "hostPID: false"), Sample.pod()],
        bad: [Sample.pod(spec: "hostPID: true")])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let flag = pod.spec["hostPID"], flag.isTrue else { return }
        report(Problem(flag.range, "The pods of \(object.title) see the processes of their node."))
    }
}
