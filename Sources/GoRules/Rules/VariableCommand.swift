import Findings
import GoSource

/// Whoever decides the program or its options decides what runs.
struct VariableCommand: GoRule {
    static let card = RuleCard(
        id: "DD-GO-COMMAND", title: "Program started with words that are not fixed", severity: .medium,
        why: "Whoever decides the program or its options decides what runs.",
        repair: "Fix the program, check its arguments against an allow-list, and put -- before them.",
        maps: [.gosec("G204"), .cwe(78)], profile: .strict, confidence: .medium)
    static let examples = Examples(
        good: ["import \"os/exec\"\nfunc f() { exec.Command(\"ls\", \"-l\") }\n"],
        bad: ["import (\n\"os\"\n\"os/exec\"\n)\nfunc f() { exec.Command(\"sh\", \"-c\", os.Getenv(\"A\")) }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls([
            "os/exec.Command", "os/exec.CommandContext", "syscall.Exec", "syscall.ForkExec", "syscall.StartProcess",
            "os.StartProcess",
        ]) {
            var arguments = Array(call.file.tree.nodes(call.arguments))
            if call.name.hasSuffix("CommandContext"), !arguments.isEmpty { arguments.removeFirst() }
            let isSystem = !call.name.hasPrefix("os/exec")
            for (place, argument) in arguments.enumerated() {
                if isSystem && place > 0 { break }
                guard isOpen(argument, call.file, isSystem || place > 0, code) else { continue }
                report.add(
                    call.node, in: call.file,
                    "\(call.file.tree.text(of: argument)) decides what \(call.name.split(separator: "/").last ?? "") runs"
                )
                break
            }
        }
    }

    private static func isOpen(_ argument: Node, _ file: FileInfo, _ countsParameters: Bool, _ code: GoCode) -> Bool {
        if code.isFixed(argument, in: file) { return false }
        let tree = file.tree
        let node = tree.unparen(argument)
        if let object = code.variable(node, in: file) {
            if code.isParameter(object) {
                // A parameter that every caller in the package fixes is as good as a constant.
                return countsParameters
            }
            return true
        }
        switch tree.kind(node) {
        case .binary, .call, .index: return true
        case .selector: return code.info.kind(of: file.object(of: node)) != .constant && countsParameters
        default: return false
        }
    }
}
