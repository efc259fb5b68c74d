import Findings
import Manifests

/// OpenShift's permission to be privileged.
struct PrivilegedSCC: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-SCC-PRIVILEGED", title: "SecurityContextConstraints allow privileged containers",
        severity: .high,
        why: "Whoever may use these constraints can run privileged containers, which own their node.",
        repair: "Set allowPrivilegedContainer: false.",
        maps: [.kubeLinter("scc-deny-privileged-container"), .cwe(250)],
        references: [
            "https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/authentication_and_authorization/managing-pod-security-policies"
        ])

    let examples = Examples(
        good: [
            Sample.object(
                "security.openshift.io/v1", "SecurityContextConstraints", top: "allowPrivilegedContainer: false")
        ],
        bad: [
            Sample.object(
                "security.openshift.io/v1", "SecurityContextConstraints", top: "allowPrivilegedContainer: true")
        ])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .securityContextConstraints, let flag = object.node["allowPrivilegedContainer"],
            flag.isTrue
        else { return }
        report(Problem(flag.range, "\(object.title) allows privileged containers."))
    }
}
