import Findings
import Manifests

/// Raw configuration in an annotation.
struct IngressConfigurationSnippet: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-INGRESS-SNIPPET", title: "Configuration snippet in an Ingress",
        severity: .high,
        why: "Snippets are configuration of ingress-nginx as it is: who may write an Ingress reads every secret the "
            + "controller can (CVE-2021-25742).",
        repair: "Remove the snippet, use the annotation made for the purpose, and keep allow-snippet-annotations off.",
        maps: [.checkov("CKV_K8S_152"), .checkov("CKV_K8S_153"), .cwe(94)],
        references: ["https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations-risk/"])

    let examples = Examples(
        good: [Sample.object("networking.k8s.io/v1", "Ingress", spec: "ingressClassName: nginx")],
        bad: [
            Sample.object(
                "networking.k8s.io/v1", "Ingress", spec: "ingressClassName: nginx",
                metadata: "annotations: {nginx.ingress.kubernetes.io/configuration-snippet: \"more_set_headers a;\"}")
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .ingress else { return }
        for entry in object.annotations?.entries ?? []
        where entry.name.hasPrefix("nginx.ingress.kubernetes.io/") && entry.name.hasSuffix("-snippet") {
            report(Problem(entry.key.range, "\(object.title) brings configuration of its own (\(entry.name))."))
        }
    }
}
