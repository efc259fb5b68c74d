import Findings
import Manifests

/// Containers of the pod see each other's processes.
struct SharedProcessNamespace: PodRule {
    let card = RuleCard(
        id: "DD-K8S-SHARE-PROCESS", title: "Containers share their processes",
        severity: .low,
        why: "With shareProcessNamespace each container may see the environment and files of the others.",
        repair: "Remove shareProcessNamespace: true unless the containers trust each other.",
        maps: [.cwe(668)],
        references: ["https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/"],
        profile: .strict)

    let examples = Examples(
        good: [Sample.pod()],
        bad: [Sample.pod(spec: "shareProcessNamespace: true")])

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard let flag = pod.spec["shareProcessNamespace"], flag.isTrue else { return }
        report(Problem(flag.range, "The containers of \(object.title) see each other's processes."))
    }
}
