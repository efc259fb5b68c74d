import Findings
import Manifests

/// Pods that share the namespace's default identity.
struct DefaultServiceAccount: PodRule {
    let card = RuleCard(
        id: "DD-K8S-DEFAULT-SERVICE-ACCOUNT", title: "Uses the default service account",
        severity: .low,
        why: "What one pod of the namespace is allowed, all that use the default account are.",
        repair: "Make a ServiceAccount for the workload and name it in serviceAccountName.",
        maps: [.kubeLinter("default-service-account"), .cisKubernetes("5.1.5"), .cwe(266)],
        references: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"],
        profile: .strict)

    let examples = Examples(
        good: [Sample.pod(spec: "serviceAccountName: web")],
        bad: [Sample.pod(), Sample.pod(spec: "serviceAccountName: default")])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        let name = pod.spec["serviceAccountName"] ?? pod.spec["serviceAccount"]
        guard name == nil || name?.isText("default") == true || name?.text?.isEmpty == true else { return }
        // Without a token the account gives nothing.
        let hasNoToken = pod.spec["automountServiceAccountToken"]?.isFalse == true
        report(
            Problem(
                name?.range ?? object.nameRange, "\(object.title) runs as the default service account.",
                profile: hasNoToken ? .all : nil))
    }
}
