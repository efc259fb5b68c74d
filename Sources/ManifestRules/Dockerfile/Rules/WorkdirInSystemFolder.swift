import Findings
import Manifests

/// WORKDIR /proc/….
enum WorkdirInSystemFolder: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-WORKDIR-SYSTEM", title: "WORKDIR is in a folder of the system", severity: .high,
        why: "A working folder under /proc or /dev opens the way to the host's file descriptors (CVE-2024-21626).",
        repair: "Use a folder of the program's own.",
        maps: [.trivy("DS-0030"), .cwe(403)],
        references: ["https://nvd.nist.gov/vuln/detail/CVE-2024-21626"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nWORKDIR /app\n"], bad: ["FROM alpine:3.22\nWORKDIR /proc/self/fd/8\n"])

    private static let folders = ["/proc", "/boot", "/dev", "/initrd", "/lost+found", "/sys"]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .workdir {
            guard let path = item.instruction.words.first else { continue }
            guard let folder = folders.first(where: { path.best == $0 || path.best.hasPrefix($0 + "/") }) else {
                continue
            }
            let isTrivys = path.value.hasPrefix(folder + "/") && folder != "/sys"
            report(
                Problem(path.range, "\(path.best) belongs to the system.", aliases: isTrivys ? ["DS-0030"] : []))
        }
    }
}
