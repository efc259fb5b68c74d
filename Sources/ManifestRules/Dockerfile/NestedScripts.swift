import Manifests

/// Finds the scripts that `sh -c '…'` and its like are given.
enum NestedScripts {
    private static let shells: Set<String> = ["sh", "bash", "ash", "dash", "zsh", "ksh"]

    /// Only texts that stand in the source as the shell gets them: in one pair of quotes, without escapes.
    static func read(_ commands: [CommandView], _ source: SourceText) -> [[CommandView]] {
        var result: [[CommandView]] = []
        for command in commands where shells.contains(command.name) {
            // `-c`, also as the last of a group: `-ec`.
            guard
                let flag = command.arguments.firstIndex(where: {
                    $0.value.hasPrefix("-") && !$0.value.hasPrefix("--") && $0.value.hasSuffix("c")
                }), flag + 1 < command.shell.words.endIndex
            else { continue }
            let word = command.shell.words[flag + 1]
            guard word.isLiteral, word.range.count == word.value.utf8.count + 2, word.range.lowerBound >= 0,
                word.range.upperBound <= source.bytes.count
            else { continue }
            let inner = word.range.lowerBound + 1..<word.range.upperBound - 1
            guard source.bytes[inner].elementsEqual(word.value.utf8) else { continue }
            let script = ShellParser.parse(LogicalText(source.bytes, range: inner))
            result.append(script.commands.filter { !$0.words.isEmpty }.map(CommandView.init))
        }
        return result
    }
}
