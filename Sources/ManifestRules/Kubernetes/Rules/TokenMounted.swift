import Findings
import Manifests

/// A key to the API server in every container.
struct TokenMounted: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-SERVICE-ACCOUNT-TOKEN", title: "Service account token is mounted",
        severity: .medium,
        why: "The token lets whoever gets into the container speak to the API server; few programs need it.",
        repair: "Set automountServiceAccountToken: false on the pod or its service account.",
        maps: [
            .trivy("KSV-0036"), .kubeLinter("automount-service-account-token"), .checkov("CKV_K8S_38"),
            .cisKubernetes("5.1.6"), .nsaCisa("Protecting Pod service account tokens"), .cwe(522),
        ], references: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"],
        profile: .strict)

    let examples = Examples(
        good: [Sample.pod(spec: "automountServiceAccountToken: false")],
        bad: [Sample.pod(), Sample.pod(spec: "automountServiceAccountToken: true")])

    private static let place = "/var/run/secrets/kubernetes.io/serviceaccount"

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard let pod = object.pod else { return }
        let flag = pod.spec["automountServiceAccountToken"]
        guard flag?.isFalse != true else { return }
        let mount = pod.lastingContainers.lazy.flatMap(\.mounts).first { $0["mountPath"]?.isText(Self.place) == true }
        // Trivy reads the field of the object's own spec, which only a Pod has.
        let trivy =
            object.spec?["automountServiceAccountToken"]?.isTrue == true
            || object.spec != nil && object.spec?.has("automountServiceAccountToken") == false && mount != nil
        if flag == nil, !trivy, isOffForAccount(pod, object, set) { return }
        report(
            Problem(
                flag?.range ?? mount?.range ?? object.nameRange,
                "The containers of \(object.title) get a token for the API server.",
                aliases: peers("KSV-0036".when(trivy), "automount-service-account-token", "CKV_K8S_38"),
                fix: flag == nil
                    ? .set(
                        "automountServiceAccountToken", to: .scalar("false"), in: pod.spec,
                        "Set automountServiceAccountToken: false, unless the program speaks to the API server.")
                    : .advice("Set automountServiceAccountToken: false, unless the program speaks to the API server.")))
    }

    private func isOffForAccount(_ pod: PodTemplate, _ object: KubernetesObject, _ set: KubernetesSet) -> Bool {
        let name = pod.serviceAccount?.text ?? "default"
        return set.find(.serviceAccount, name, in: object.namespace)?
            .node["automountServiceAccountToken"]?.isFalse == true
    }
}
