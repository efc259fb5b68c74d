import Findings
import Manifests

/// Without `allowPrivilegeEscalation: false` a set-uid program makes a process more than its parent.
struct PrivilegeEscalation: ContainerRule {
    let card = RuleCard(
        id: "DD-K8S-PRIV-ESCALATION", title: "Privilege escalation is not ruled out",
        severity: .medium,
        why: "Unless allowPrivilegeEscalation is false, set-uid programs in the image can make a process root; with it "
            + "the kernel's no_new_privs holds.",
        repair: "Set securityContext.allowPrivilegeEscalation: false on the container.",
        maps: [
            .trivy("KSV-0001"), .kubeLinter("privilege-escalation-container"), .checkov("CKV_K8S_20"),
            .cisKubernetes("5.2.6"), .nsaCisa("Kubernetes Pod security"),
            .podSecurity(level: "restricted", control: "Privilege Escalation"), .cwe(269),
        ],
        references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"])

    let examples = Examples(
        good: [Sample.pod("securityContext: {allowPrivilegeEscalation: false}")],
        bad: [Sample.pod(), Sample.pod("securityContext: {allowPrivilegeEscalation: true}")])

    func check(_ container: Container, in pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        guard !pod.isWindows else { return }
        let flag = container.securityContext?["allowPrivilegeEscalation"]
        guard flag?.isFalse != true else { return }
        let isExplicit = flag?.isTrue == true
        let isLasting = container.role != .ephemeral
        // With these the API server rejects `false`.
        let needsIt =
            container.securityContext?["privileged"]?.isTrue == true || container.adds("SYS_ADMIN") != nil
        report(
            Problem(
                flag?.range ?? container.range,
                isExplicit
                    ? "Container '\(container.name)' allows privilege escalation."
                    : "Container '\(container.name)' does not set allowPrivilegeEscalation: false.",
                aliases: peers(
                    "KSV-0001".when(isLasting), "privilege-escalation-container".when(isExplicit && isLasting),
                    "CKV_K8S_20".when(isLasting)),
                fix: needsIt
                    ? .advice("Take away privileged and SYS_ADMIN first; then set allowPrivilegeEscalation: false.")
                    : .set(
                        "securityContext", "allowPrivilegeEscalation", to: .scalar("false"), in: container.node,
                        card.repair),
                // That a privileged container may do this goes without saying.
                profile: needsIt && !isExplicit ? .strict : nil))
    }
}
