import Findings
import Manifests

/// All in one namespace is no separation.
struct DefaultNamespace: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-DEFAULT-NAMESPACE", title: "Default namespace",
        severity: .low,
        why: "Policies, quotas and rights are given by namespace; what lands in default shares all of them.",
        repair: "Set metadata.namespace, or apply with --namespace and keep it out of the manifest on purpose.",
        maps: [
            .trivy("KSV-0110"), .kubeLinter("use-namespace"), .checkov("CKV_K8S_21"), .cisKubernetes("5.7.4"),
            .nsaCisa("Namespaces"), .cwe(653),
        ], references: ["https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/"],
        profile: .all)

    let examples = Examples(
        good: [Sample.pod(metadata: "namespace: shop")],
        bad: [Sample.pod(), Sample.pod(metadata: "namespace: default")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind.isWorkload || object.kind == .service else { return }
        let namespace = object.metadata?["namespace"]
        guard namespace == nil || namespace?.isText("default") == true || namespace?.text?.isEmpty == true else {
            return
        }
        let trivy =
            object.pod != nil && object.kind != .podTemplate && object.kind != .deploymentConfig
            && namespace?.text?.isEmpty != true
        report(
            Problem(
                namespace?.range ?? object.nameRange, "\(object.title) goes into the default namespace.",
                aliases: peers("KSV-0110".when(trivy), "use-namespace", "CKV_K8S_21")))
    }
}
