import Findings
import Manifests

/// What lies on the node is run without asking the registry.
struct PullPolicy: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-PULL-POLICY", title: "Image is not pulled anew",
        severity: .low,
        why: "Without imagePullPolicy Always a node runs what it has: pods use images they have no credentials for, "
            + "and a moved tag is not seen.",
        repair: "Set imagePullPolicy: Always, or name the image by digest.",
        maps: [.checkov("CKV_K8S_15"), .cisKubernetes("1.2.12"), .cwe(1357)],
        references: ["https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy"],
        profile: .all)

    let examples = Examples(
        good: [Sample.pod("imagePullPolicy: Always")],
        bad: [Sample.pod("imagePullPolicy: IfNotPresent")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let image = container.image?.text, !image.contains("@sha256:") else { return }
        let policy = container.node["imagePullPolicy"]
        guard policy?.isText("Always") != true else { return }
        let isLatest = image.hasSuffix(":latest") || !(image.split(separator: "/").last ?? "").contains(":")
        guard policy != nil || !isLatest else { return }
        report(
            Problem(
                policy?.range ?? container.range,
                "Container '\(container.name)' may run an image that lies on the node."))
    }
}
