import Findings
import Manifests

/// chmod u+s.
enum SetuidBit: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-SETUID", title: "A program gets its owner's rights", severity: .medium,
        why: "A set-uid program gives whoever runs it the rights of its owner, mostly root.",
        repair: "Leave the bit out; give a capability with setcap where one is needed.",
        maps: [.cisDocker("4.8"), .cwe(250), .cwe(732)], references: ["https://www.cisecurity.org/benchmark/docker"])

    static let examples = Examples(
        good: ["FROM debian:13\nRUN chmod 755 /app\n", "FROM debian:13\nRUN chmod u-s /bin/su\n"],
        bad: ["FROM debian:13\nRUN chmod u+s /app\n", "FROM debian:13\nRUN chmod 4755 /app\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .copy || item.keyword == .add {
            guard let flag = item.instruction.flag("chmod"), let mode = flag.value, isSetuid(mode) else { continue }
            report(Problem(flag.range, "--chmod=\(mode) sets the bit.", profile: view.profileUnlessShipped(item.stage)))
        }
        view.forEachCommand { run, outer in
            let command = outer.unwrapped
            guard command.name == "chmod", let word = command.arguments.first(where: { !$0.value.hasPrefix("-") }),
                isSetuid(word.value)
            else { return }
            report(Problem(word.range, "\(word.value) sets the bit.", profile: view.profileUnlessShipped(run.stage)))
        }
    }

    private static func isSetuid(_ mode: String) -> Bool {
        if mode.allSatisfy({ $0 >= "0" && $0 <= "7" }) {
            // On folders the set-gid bit (2…) only passes the group on.
            return (Int(mode, radix: 8) ?? 0) & 0o4000 != 0
        }
        return mode.split(separator: ",").contains { clause in
            guard let sign = clause.firstIndex(where: { $0 == "+" || $0 == "=" }) else { return false }
            let who = clause[..<sign]
            return clause[sign...].contains("s") && (who.isEmpty || who.contains("u") || who.contains("a"))
        }
    }
}
