import Findings
import Manifests

/// Turns the shell form into the exec form where that means the same.
enum ExecForm {
    /// nil where a shell is needed: variables, operators, globs, `~`, redirections, builtins.
    static func fix(_ instruction: Instruction, _ view: DockerfileView) -> Fix? {
        guard let script = instruction.script, !instruction.isExecForm, script.problems.isEmpty,
            script.commands.count == 1, let command = script.commands.first, command.assignments.isEmpty,
            command.redirections.isEmpty, command.depth == 0, command.terminator == .end,
            !instruction.looksLikeBrokenJSON, instruction.heredocs.isEmpty
        else { return nil }
        let source = view.file.source
        // On several lines the layout is the author's.
        guard source.line(at: command.range.lowerBound) == source.line(at: command.range.upperBound) else { return nil }
        var words: [String] = []
        for word in command.words {
            guard word.isLiteral, let quoted = json(word.value) else { return nil }
            let special: Set<Character> = ["*", "?", "[", "~", "{", "#", "!"]
            if !word.isQuoted, word.value.contains(where: special.contains) { return nil }
            words.append(quoted)
        }
        guard let name = command.words.first?.value, !builtins.contains(name) else { return nil }
        return .replace(
            command.range, with: "[" + words.joined(separator: ", ") + "]", "Write the arguments as a JSON array.")
    }

    /// Names that only a shell knows.
    static let builtins: Set<String> = [
        ".", ":", "cd", "eval", "exec", "exit", "export", "set", "source", "trap", "ulimit", "umask", "unset", "wait",
        "[[", "if", "while", "for", "case",
    ]

    private static func json(_ text: String) -> String? {
        var result = "\""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): result += "\\\""
            case UInt8(ascii: "\\"): result += "\\\\"
            case 0..<0x20: return nil
            default: break
            }
            if byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                guard byte < 0x80 else { return nil }
                result.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return result + "\""
    }
}
