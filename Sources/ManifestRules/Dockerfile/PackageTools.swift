import Findings
import Manifests

extension CommandView {
    /// The first argument that is one of the words, as `install` of `yum -y install`.
    func argument(in values: [String]) -> ShellWord? { arguments.first { values.contains($0.value) } }

    /// Arguments that are no options, without the words that name the operation.
    func packages(without operations: [String], valued: Set<String> = []) -> [ShellWord] {
        operands(valued: valued).filter { !operations.contains($0.value) }
    }
}

/// yum, dnf, microdnf and zypper.
/// Sources: yum(8), dnf(8), zypper(8).
enum PackageTools {
    static let installs = ["install", "groupinstall", "localinstall"]
    static let zypperChanges = ["install", "in", "remove", "rm", "source-install", "si", "patch"]

    /// A dash and a part that starts with a digit tell a version from a name: `gcc-c++-1.1.1`.
    static func isPinnedRPM(_ package: String) -> Bool {
        if package.hasSuffix(".rpm") || package.contains("/") { return true }
        let parts = package.split(separator: "-", omittingEmptySubsequences: false).dropFirst()
        guard !parts.isEmpty else { return false }
        return parts.contains { $0.first?.isNumber == true }
    }

    /// `module install` names a stream as `name:stream`.
    static func isModule(_ command: CommandView) -> Bool { command.hasArgument("module") }
}

extension DockerfileView.Run {
    /// What one tool leaves in the layer.
    struct Cleaning {
        var tool: String
        var installs: [String]
        /// Operations that clean: `clean`.
        var cleans: [String]
        var caches: [String]
    }

    /// Whether the run installs with the tool and a command behind does not clean up again.
    func leavesCache(_ cleaning: Cleaning) -> CommandView? {
        guard !cleaning.caches.contains(where: { instruction.hasScratchMount(at: $0) }) else { return nil }
        guard
            let last = commands.lastIndex(where: {
                $0.name == cleaning.tool && $0.hasArgument(in: cleaning.installs)
            })
        else { return nil }
        let isClean =
            commands.dropFirst(last + 1).contains {
                $0.name == cleaning.tool && $0.hasArgument(in: cleaning.cleans)
            } || removes(cleaning.caches, after: last)
        return isClean ? nil : commands[last]
    }

    /// One more command at the end: a link of a chain of `&&` in the layout of the RUN, or a line of a heredoc; nil
    /// where the RUN is neither.
    func appending(_ link: String, _ view: DockerfileView, _ summary: String) -> Fix? {
        guard !isExecForm, let last = commands.last, last.shell.depth == 0, last.shell.context == .plain,
            last.shell.member == 0, script.problems.isEmpty
        else { return nil }
        let source = view.file.source
        let end = source.line(at: last.range.upperBound)
        let line = source.string(source.contents(ofLine: end))
        let indent = String(line.prefix { $0 == " " || $0 == "\t" })
        if let heredoc = instruction.heredocs.first {
            guard instruction.heredocs.count == 1, heredoc.range.contains(last.range.lowerBound),
                [.newline, .end, .and].contains(last.shell.terminator)
            else { return nil }
            let place = source.contents(ofLine: end).upperBound
            // Nothing but blanks may follow on the line: a comment or an operator is the author's.
            guard source.bytes[last.range.upperBound..<place].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else {
                return nil
            }
            return .insert(TextInsertion(offset: place, text: source.lineEnding + indent + link), summary)
        }
        guard last.shell.terminator == .end,
            commands.dropLast().allSatisfy({
                $0.shell.terminator == .and && $0.shell.depth == 0 && $0.shell.context == .plain
            })
        else { return nil }
        var text = " && \(link)"
        if source.line(at: instruction.headRange.lowerBound) != end {
            let escape = String(decoding: [view.file.escape], as: UTF8.self)
            text = " \(escape)\(source.lineEnding)\(indent.isEmpty ? "    " : indent)&& \(link)"
        }
        return .insert(TextInsertion(offset: last.range.upperBound, text: text), summary)
    }
}
