import Findings
import Manifests

/// The server part of Helm 2.
struct Tiller: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-TILLER", title: "Tiller is deployed",
        severity: .critical,
        why: "Tiller, the server of Helm 2, has rights over the cluster and asks nobody who they are; it is out of "
            + "support since 2020.",
        repair: "Move to Helm 3 or later, which has no server.",
        maps: [.trivy("KSV-0102"), .checkov("CKV_K8S_34"), .cwe(1104)],
        references: ["https://helm.sh/docs/faq/changes_since_helm2/"])

    let examples = Examples(
        good: [Sample.pod()],
        bad: [Sample.pod(image: "gcr.io/kubernetes-helm/tiller:v2.16.1")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard let pod = object.pod else { return }
        if let name = object.metadata?["name"], name.text?.contains("tiller") == true {
            report(Problem(name.range, "\(object.title) looks like Tiller."))
            return
        }
        if let label = object.labels?.entries.first(where: { $0.value.isText("tiller") }) {
            report(Problem(label.value.range, "\(object.title) is labelled as Tiller."))
            return
        }
        for container in pod.containers {
            guard let image = container.image, image.text?.contains("tiller") == true else { continue }
            report(Problem(image.range, "Container '\(container.name)' of \(object.title) is Tiller."))
        }
    }
}
