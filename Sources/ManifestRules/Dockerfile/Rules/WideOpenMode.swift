import Findings
import Manifests

/// chmod 777.
enum WideOpenMode: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-CHMOD-777", title: "Anyone may write", severity: .medium,
        why: "Whoever gets to run code as any user of the container can replace these files, the program too.",
        repair: "Give the file to its user (chown, COPY --chown) and write 755 or less.",
        maps: [.cwe(732)], references: ["https://cwe.mitre.org/data/definitions/732.html"])

    static let examples = Examples(
        good: [
            "FROM debian:13\nRUN chmod 755 /app\n", "FROM debian:13\nRUN chmod 1777 /tmp\n",
            "FROM debian:13\nCOPY --chmod=755 a /a\n",
        ],
        bad: [
            "FROM debian:13\nRUN chmod -R 777 /app\n", "FROM debian:13\nRUN chmod a+rwx /app\n",
            "FROM debian:13\nCOPY --chmod=0777 a /a\n",
        ])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .copy || item.keyword == .add {
            guard let flag = item.instruction.flag("chmod"), let mode = flag.value, isOpen(mode) else { continue }
            report(
                Problem(
                    flag.range, "--chmod=\(mode) lets anyone write.",
                    fix: .replace(flag.range, with: "--chmod=\(closed(mode))", "Let only the owner write."),
                    profile: view.isShipped(item.stage) ? nil : .strict))
        }
        view.forEachCommand { run, outer in
            let command = outer.unwrapped
            guard ["chmod", "install", "mkdir"].contains(command.name) else { return }
            let word =
                command.name == "chmod"
                ? command.arguments.first { !$0.value.hasPrefix("-") || $0.value.hasPrefix("-r") }
                : command.value(of: "m", "mode")
            guard let word, word.isLiteral, isOpen(word.value) else { return }
            var fix: Fix?
            if word.range.count == word.value.utf8.count, word.value.allSatisfy(\.isNumber) {
                fix = .replace(word.range, with: closed(word.value), "Let only the owner write.")
            }
            report(
                Problem(
                    word.range, "\(word.value) lets anyone write.", fix: fix,
                    profile: view.isShipped(run.stage) ? nil : .strict))
        }
    }

    /// Others may write; a sticky bit, as /tmp has, makes that safe.
    private static func isOpen(_ mode: String) -> Bool {
        if mode.allSatisfy({ $0 >= "0" && $0 <= "7" }), mode.count >= 3, let number = Int(mode, radix: 8) {
            return number & 0o002 != 0 && number & 0o1000 == 0
        }
        return mode.split(separator: ",").contains { clause in
            guard let sign = clause.firstIndex(where: { $0 == "+" || $0 == "=" }) else { return false }
            let who = clause[..<sign]
            return (who.contains("o") || who.contains("a")) && clause[sign...].contains("w")
                && !clause[sign...].contains("t")
        }
    }

    /// 777 becomes 755, 666 becomes 644.
    private static func closed(_ mode: String) -> String {
        guard let number = Int(mode, radix: 8) else { return "755" }
        let text = String(number & ~0o022, radix: 8)
        return String(repeating: "0", count: max(0, mode.count - text.count)) + text
    }
}
