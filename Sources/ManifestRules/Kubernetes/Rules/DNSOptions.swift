import Findings
import Manifests

/// Five dots mean many questions.
struct DNSOptions: PodRule {
    let card = RuleCard(
        id: "DD-K8S-DNS-NDOTS", title: "DNS option ndots is not lowered",
        severity: .low,
        why: "With the default of five dots every outside name is first asked for under each search domain of the "
            + "cluster.",
        repair: "Set dnsConfig.options ndots to 2.",
        maps: [.kubeLinter("dnsconfig-options")],
        references: ["https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config"],
        profile: .all)

    let examples = Examples(
        good: [Sample.pod(spec: "dnsConfig: {options: [{name: ndots, value: \"2\"}]}")],
        bad: [Sample.pod()])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        let config = pod.spec["dnsConfig"]
        let option = config?["options"]?.items.first { $0["name"]?.isText("ndots") == true }
        guard option?["value"]?.text != "2" else { return }
        report(
            Problem(
                option?.range ?? pod.spec.entryRange("dnsConfig") ?? object.nameRange,
                "\(object.title) does not set ndots to 2."))
    }
}
