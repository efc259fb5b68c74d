import Findings
import Manifests

/// The pods share the node's network.
struct HostNetwork: PodRule {
    let card = RuleCard(
        id: "DD-K8S-HOST-NETWORK", title: "Shares the node's network",
        severity: .high,
        why: "The pod sees all traffic of the node and reaches services that listen on localhost; network policies do "
            + "not hold for it.",
        repair: "Remove hostNetwork: true; publish ports with a Service.",
        maps: [
            .trivy("KSV-0009"), .kubeLinter("host-network"), .checkov("CKV_K8S_19"), .cisKubernetes("5.2.5"),
            .nsaCisa("Kubernetes Pod security"), .podSecurity(level: "baseline", control: "Host Namespaces"), .cwe(668),
        ], references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"])

    let examples = Examples(
        good: [Sample.pod(spec: "hostNetwork: false"), Sample.pod()],
        bad: [Sample.pod(spec: "hostNetwork: true")])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let flag = pod.spec["hostNetwork"], flag.isTrue else { return }
        report(Problem(flag.range, "The pods of \(object.title) share the network of their node."))
    }
}
