import Findings
import Manifests

/// Set-uid programs make a process more than its parent.
struct ServiceNewPrivileges: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-NEW-PRIVILEGES", title: "no-new-privileges is not set",
        severity: .medium,
        why: "Without no-new-privileges a set-uid program in the image (sudo, su, ping) can make a process root.",
        repair: "Add no-new-privileges:true to security_opt.",
        maps: [.cisDocker("5.26"), .cwe(269)],
        references: ["https://docs.docker.com/reference/compose-file/services/#security_opt"])

    let examples = Examples(
        good: [
            ComposeSample.service("security_opt: [\"no-new-privileges:true\"]"),
            ComposeSample.service("platform: wasi/wasm"),
        ],
        bad: [ComposeSample.service(), ComposeSample.service("security_opt: [\"no-new-privileges:false\"]")])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard service.mayLack(project), !isWebAssembly(service) else { return }
        let options = service.securityOptions
        guard !options.contains("no-new-privileges:true"), !options.contains("no-new-privileges") else { return }
        let isOff = options.contains("no-new-privileges:false")
        report(
            Problem(
                service.own("security_opt")?.range ?? service.key.range,
                "Service '\(service.name)' does not set no-new-privileges.",
                fix: isOff
                    ? .advice(card.repair)
                    : service.adding("no-new-privileges:true", to: "security_opt", card.repair)))
    }

    /// A module of WebAssembly starts no other program, so there is none that could be set-uid.
    private func isWebAssembly(_ service: ComposeService) -> Bool {
        service.text(service["platform"])?.hasPrefix("wasi/") ?? false
            || service.text(service["runtime"])?.hasPrefix("io.containerd.wasm") ?? false
    }
}
