import Findings
import GoSource

/// The shell reads quotes, ; and $() in what is put in: arguments become commands.
struct ShellCommand: GoRule {
    static let card = RuleCard(
        id: "DD-GO-SHELL", title: "Shell with a command that is put together", severity: .high,
        why: "The shell reads quotes, ; and $() in what is put in: arguments become commands.",
        repair: "Start the program itself with a list of arguments.", maps: [.cwe(78)], confidence: .medium)
    static let examples = Examples(
        good: ["import \"os/exec\"\nfunc f() { exec.Command(\"sh\", \"-c\", \"ls\") }\n"],
        bad: ["import \"os/exec\"\nfunc f(a string) { exec.Command(\"sh\", \"-c\", \"ls \" + a) }\n"])

    private static let shells: Set<String> = [
        "sh", "bash", "dash", "zsh", "ash", "cmd", "cmd.exe", "powershell", "pwsh",
    ]

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls(["os/exec.Command", "os/exec.CommandContext"]) {
            let first = call.name.hasSuffix("Context") ? 1 : 0
            guard
                let shell = code.resolvedString(call.argument(first), in: call.file)?.split(separator: "/").last.map(
                    String.init),
                shells.contains(shell), let flag = code.string(call.argument(first + 1), in: call.file),
                ["-c", "-lc", "/c", "/C", "-Command", "-ec"].contains(flag), !call.isSpread
            else { continue }
            let script = call.argument(first + 2)
            guard !script.isNone, !code.isFixed(script, in: call.file) else { continue }
            report.add(call.node, in: call.file, "\(call.file.tree.text(of: script)) is read by \(shell)")
        }
    }
}
