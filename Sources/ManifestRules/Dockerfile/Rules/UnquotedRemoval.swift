import Findings
import Manifests

/// rm -rf $X/….
enum UnquotedRemoval: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-RM-VARIABLE", title: "rm -rf of a variable that may be empty", severity: .medium,
        why: "Where the variable is unset the path becomes /, or a blank in it makes two paths of one: more is removed "
            + "than was meant, and the build goes on.",
        repair: "Quote it and stop where it is empty: rm -rf \"${DIR:?}/cache\".",
        maps: [.cwe(78)], references: ["https://www.shellcheck.net/wiki/SC2115"])

    static let examples = Examples(
        good: [
            "FROM debian:13\nRUN rm -rf \"${DIR:?}/cache\"\n", "FROM debian:13\nENV DIR=/x\nRUN rm -rf $DIR/cache\n",
            "FROM debian:13\nRUN dir=$(mktemp -d) && rm -rf $dir\n",
        ],
        bad: ["FROM debian:13\nRUN rm -rf $DIR/cache\n", "FROM debian:13\nRUN rm -rf \"$DIR\"/*\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs where run.commands.contains(where: { $0.unwrapped.name == "rm" }) {
            var known = Set<String>()
            let lineage = view.stage(run.stage).map { Set(view.file.lineage(of: $0).map(\.index)) } ?? []
            for item in view.settings where item.position < run.position {
                guard item.stage < 0 || lineage.contains(view.stage(item.stage)?.index ?? -2) else { continue }
                for pair in item.instruction.assignments where !(pair.value?.value ?? "").isEmpty {
                    known.insert(pair.key.value)
                }
            }
            for shell in run.script.commands {
                known.formUnion(shell.assignments.filter { !$0.value.value.isEmpty }.map(\.name))
            }
            known.formUnion(["HOME", "PWD", "TMPDIR", "i", "f", "file", "dir", "d"])
            // Loops and set -u keep variables from being empty.
            if run.commands.contains(where: { $0.name == "set" && $0.has("u", "nounset") }) { continue }
            for outer in run.commands {
                let command = outer.unwrapped
                guard command.name == "rm", command.has("r", "R", "recursive") else { continue }
                for word in command.arguments {
                    guard let first = word.expansions.first, first.kind == .parameter, !first.name.isEmpty,
                        first.range.lowerBound - word.range.lowerBound <= 1, !known.contains(first.name),
                        !first.operation.hasPrefix(":?"), !first.operation.hasPrefix("?"),
                        !first.operation.hasPrefix(":-"), first.name.first?.isNumber != true
                    else { continue }
                    // `$X` alone removes nothing where it is empty.
                    guard word.value.contains("/") else { continue }
                    report(Problem(word.range, "\(first.name) may be empty here."))
                }
            }
        }
    }
}
