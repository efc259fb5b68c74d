/// The commands of a shell script, flat and in the order of the text, each knowing the pipeline it is part of.
///
/// Rules ask for commands and arguments, seldom for nesting; so nesting is a property of a command, not of a tree.
public struct ShellScript: Sendable {
    public internal(set) var commands: [ShellCommand] = []
    public internal(set) var pipelines: [ShellPipeline] = []
    public internal(set) var problems: [SyntaxProblem] = []

    init() {}

    /// The exec form `["a", "b"]` as one command; `["sh", "-c", "…"]` also shows the script inside.
    init(execForm words: [Word]) {
        guard let first = words.first, let last = words.last else { return }
        let range = first.range.lowerBound..<last.range.upperBound
        var command = ShellCommand(range: range)
        command.words = words.map {
            ShellWord(value: $0.value, range: $0.range, isQuoted: true, expansions: [])
        }
        commands = [command]
        pipelines = [ShellPipeline(memberCount: 1, isNegated: false)]
    }

    /// Adds the commands of another script behind these.
    mutating func append(_ other: ShellScript) {
        let offset = pipelines.count
        pipelines += other.pipelines
        for var command in other.commands {
            command.pipeline += offset
            commands.append(command)
        }
        problems += other.problems
    }

    /// The commands of one pipeline's member, in order.
    public func commands(ofPipeline pipeline: Int, member: Int) -> [ShellCommand] {
        commands.filter { $0.pipeline == pipeline && $0.member == member }
    }
}

/// `a | b | c`, or a single command.
public struct ShellPipeline: Sendable {
    public var memberCount: Int
    public var isNegated: Bool
}

/// What stands behind a command or pipeline.
public enum ShellTerminator: Sendable {
    case end, semicolon, newline, and, or, background, pipe
}

/// A simple command: assignments, words, redirections.
public struct ShellCommand: Sendable {
    /// Where a command stands.
    public enum Context: Sendable {
        case plain, subshell, substitution, function, condition
    }

    public var assignments: [ShellAssignment] = []
    /// The name and the arguments.
    public var words: [ShellWord] = []
    public var redirections: [ShellRedirection] = []
    public var range: Range<Int>
    /// Position in `ShellScript.pipelines`, and in that pipeline.
    public var pipeline = 0
    public var member = 0
    public var terminator = ShellTerminator.end
    public var context = Context.plain
    /// Compound commands around it.
    public var depth = 0

    init(range: Range<Int>) { self.range = range }

    /// The last part of the path of the first word, empty where that is not known: `curl` for `/usr/bin/curl`.
    public var name: String {
        guard let first = words.first, first.isLiteral else { return "" }
        guard let slash = first.value.utf8.lastIndex(of: UInt8(ascii: "/")) else { return first.value }
        return String(first.value[first.value.index(after: slash)...])
    }

    public var arguments: ArraySlice<ShellWord> { words.dropFirst() }
}

/// `NAME=value` in front of a command, or alone.
public struct ShellAssignment: Sendable {
    public var name: String
    public var value: ShellWord
}

/// `> file`, `2>&1`, `<<< word`, ….
public struct ShellRedirection: Sendable {
    public var descriptor: String
    /// `>`, `>>`, `<`, `<<`, `<<-`, `<<<`, `>&`, `<&`, `>|`, `&>`, `&>>`, `<>`.
    public var symbol: String
    public var target: ShellWord
    /// For `<<`: the lines up to the end word, where the script owns them.
    public var heredoc: Range<Int>?
}

/// A word after the quotes are taken away; expansions stay as they are written.
public struct ShellWord: Sendable {
    public var value: String
    public var range: Range<Int>
    /// A part of it is quoted.
    public var isQuoted: Bool
    public var expansions: [ShellExpansion]

    public var isLiteral: Bool { expansions.isEmpty }
    /// An expansion whose result is split into words and may name files.
    public var hasUnquotedExpansion: Bool { expansions.contains { !$0.isQuoted && $0.kind != .arithmetic } }
}

/// `$name`, `${name…}`, `$(…)`, `` `…` ``, `$((…))`, `<(…)`.
public struct ShellExpansion: Sendable {
    public enum Kind: Sendable { case parameter, substitution, arithmetic, process }

    public var kind: Kind
    /// Of a parameter.
    public var name: String
    /// What follows the name in `${name…}`.
    public var operation: String
    public var isQuoted: Bool
    public var range: Range<Int>
}
