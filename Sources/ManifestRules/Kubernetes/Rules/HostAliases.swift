import Findings
import Manifests

/// Entries in /etc/hosts.
struct HostAliases: PodRule {
    let card = RuleCard(
        id: "DD-K8S-HOST-ALIASES", title: "Writes /etc/hosts",
        severity: .low,
        why: "Names that the pod resolves past DNS are easily forgotten, and lead elsewhere once addresses change.",
        repair: "Use DNS or a Service of type ExternalName instead of hostAliases.",
        maps: [.trivy("KSV-0007"), .cwe(923)],
        references: ["https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/"],
        profile: .all)

    let examples = Examples(
        good: [Sample.pod()],
        bad: [Sample.pod(spec: "hostAliases: [{ip: 127.0.0.1, hostnames: [db]}]")])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let entry = pod.spec.entry("hostAliases") else { return }
        report(Problem(entry.key.range, "\(object.title) writes names into /etc/hosts."))
    }
}
