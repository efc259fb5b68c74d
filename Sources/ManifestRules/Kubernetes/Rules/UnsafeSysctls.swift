import Findings
import Manifests

/// Kernel settings that reach past the pod.
struct UnsafeSysctls: PodRule {
    let card = RuleCard(
        id: "DD-K8S-SYSCTLS", title: "Unsafe kernel setting",
        severity: .medium,
        why: "Settings outside of the safe set change the kernel for the whole node or weaken the separation of pods.",
        repair: "Remove the sysctl, or set it on the nodes of a pool of their own.",
        maps: [
            .trivy("KSV-0026"), .kubeLinter("unsafe-sysctls"), .podSecurity(level: "baseline", control: "Sysctls"),
            .cwe(668),
        ], references: ["https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/"])

    let examples = Examples(
        good: [Sample.pod(spec: "securityContext: {sysctls: []}")],
        bad: [Sample.pod(spec: "securityContext: {sysctls: [{name: kernel.msgmax, value: \"65536\"}]}")])

    /// Source: Pod Security Standards, baseline, "Sysctls"; the first five are those of all versions.
    private static let safe: Set<String> = [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
    ]
    /// Allowed since Kubernetes 1.27, 1.29 and 1.32; Trivy does not know these.
    private static let safeOfLate: Set<String> = [
        "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    ]
    private static let kubeLinters = ["kernel.msg", "kernel.sem", "kernel.shm", "fs.mqueue.", "net."]

    func check(_ pod: PodTemplate, of object: KubernetesObject, report: (Problem) -> Void) {
        for item in pod.securityContext?["sysctls"]?.items ?? [] {
            guard let name = item["name"], let text = name.text else { continue }
            let isSafe = Self.safe.contains(text)
            let kubeLinter = Self.kubeLinters.contains { text.hasPrefix($0) }
            guard !isSafe || kubeLinter else { continue }
            report(
                Problem(
                    name.range, "\(object.title) sets the kernel parameter \(text).",
                    aliases: peers("KSV-0026".when(!isSafe), "unsafe-sysctls".when(kubeLinter)),
                    profile: isSafe || Self.safeOfLate.contains(text) ? .all : nil))
        }
    }
}
