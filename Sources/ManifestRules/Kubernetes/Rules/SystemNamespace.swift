import Findings
import Manifests

/// kube-system is for the cluster's own parts.
struct SystemNamespace: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-KUBE-SYSTEM", title: "Placed in kube-system",
        severity: .medium,
        why: "Whoever may act in kube-system can reach the cluster's own secrets; user workloads there widen that "
            + "circle.",
        repair: "Give the workload a namespace of its own.",
        maps: [.trivy("KSV-0037"), .nsaCisa("Namespaces"), .cwe(668)],
        references: ["https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/"],
        profile: .strict)

    let examples = Examples(
        good: [
            Sample.pod(metadata: "namespace: shop"),
            Sample.controlPlane("kube-scheduler").replacing(
                "containers:", with: "priorityClassName: system-node-critical\n  containers:"),
        ],
        bad: [Sample.pod(metadata: "namespace: kube-system")])

    private static let components = ["kube-apiserver", "etcd", "kube-controller-manager", "kube-scheduler"]

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard let namespace = object.metadata?["namespace"], namespace.isText("kube-system"), let spec = object.spec
        else { return }
        let isCore =
            object.labels?["tier"]?.isText("control-plane") == true
            && spec["priorityClassName"]?.isText("system-node-critical") == true
            && Self.components.contains { object.labels?["component"]?.isText($0) == true }
        guard !isCore else { return }
        report(
            Problem(
                namespace.range, "\(object.title) is placed in kube-system.", profile: object.pod == nil ? .all : nil))
    }
}
