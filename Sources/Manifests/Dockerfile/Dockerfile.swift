/// A Dockerfile as BuildKit reads it, with the place of everything in the source.
///
/// Source: Dockerfile reference (docs.docker.com/reference/dockerfile) and BuildKit's frontend.
public struct Dockerfile: Sendable {
    public var source: SourceText
    /// `syntax`, `escape`, `check` and what else stands in front as `# name=value`.
    public var directives: [Directive]
    /// `\` or, by the directive `escape`, `` ` ``.
    public var escape: UInt8
    /// Every comment line, also those between continuation lines; not those inside heredocs.
    public var comments: [Comment]
    public var instructions: [Instruction]
    /// One for each FROM, in front of them one with `index` -1 where instructions other than ARG precede the first FROM.
    public var stages: [Stage]
    /// What could not be read or is not allowed; the rest is read nevertheless.
    public var problems: [SyntaxProblem]
    /// Lines (from 1) left empty between continuation lines.
    public var emptyContinuationLines: [Int]

    /// The stage that the build makes unless told otherwise: the last.
    public var finalStage: Stage? { stages.last.flatMap { $0.index >= 0 ? $0 : nil } }

    /// The stages the final stage is built on, itself first: FROM after FROM, without COPY --from.
    public var finalLineage: [Stage] {
        guard let last = stages.last else { return [] }
        return lineage(of: last)
    }

    /// A stage and the stages it is built on, itself first.
    public func lineage(of stage: Stage) -> [Stage] {
        var result = [stage]
        var current = stage
        // A base is always an earlier stage, so this ends.
        while case .stage(let index) = current.base, let next = self.stage(index: index) {
            result.append(next)
            current = next
        }
        return result
    }

    /// The stage of a number; what stands in front of the first FROM has a place of its own among the stages.
    private func stage(index: Int) -> Stage? {
        let position = index - (stages.first?.index ?? 0)
        return stages.indices.contains(position) ? stages[position] : nil
    }

    /// The image at the bottom of a stage, where it is no stage of this file.
    public func rootBase(of stage: Stage) -> Stage.Base { lineage(of: stage).last?.base ?? .none }

    /// The stage a `--from` names, by its name or number, seen from a stage.
    public func stage(named name: String, before stage: Stage) -> Stage? {
        let wanted = name.lowercased()
        for candidate in stages.reversed() where candidate.index >= 0 && candidate.index < stage.index {
            if candidate.name?.lowercased() == wanted || String(candidate.index) == name { return candidate }
        }
        return nil
    }

    /// The stage of the instruction at a position in `instructions`.
    public func stage(ofInstruction index: Int) -> Stage? {
        stages.last { $0.from == index || $0.instructions.contains(index) }
    }
}

/// `# name=value` in front of a Dockerfile.
public struct Directive: Sendable {
    public var name: String
    public var value: String
    public var range: Range<Int>
}

/// A comment line, `#` and what follows to the end of the line.
public struct Comment: Sendable {
    /// Without `#` and the blanks around.
    public var text: String
    public var line: Int
    public var range: Range<Int>
    /// Stands between the lines of one instruction.
    public var isInsideInstruction: Bool
}

/// Something a Dockerfile may not hold.
public struct SyntaxProblem: Sendable, Hashable {
    public var message: String
    public var range: Range<Int>
}

/// The instructions of the language.
public enum Keyword: String, Sendable, CaseIterable {
    case add, arg, cmd, copy, entrypoint, env, expose, from, healthcheck, label, maintainer, onbuild, run, shell
    case stopsignal, user, volume, workdir

    /// As it is usually written.
    public var spelling: String { rawValue.uppercased() }
}

/// `--name=value` after an instruction's keyword.
public struct InstructionFlag: Sendable {
    public var name: String
    /// Without quotes; nil where no `=` follows.
    public var value: String?
    public var range: Range<Int>

    /// The fields of a `--mount`: `type=cache,target=/x`; a field without `=` has the value `true`.
    public var fields: [(key: String, value: String)] {
        (value ?? "").split(separator: ",").map { field in
            guard let equals = field.firstIndex(of: "=") else { return (String(field).lowercased(), "true") }
            return (field[..<equals].lowercased(), String(field[field.index(after: equals)...]))
        }
    }

    public func field(_ names: String...) -> String? {
        fields.first { names.contains($0.key) }?.value
    }
}

/// One word of an instruction.
public struct Word: Sendable {
    /// As written, with quotes and escapes.
    public var raw: String
    /// Without quotes; variables as written.
    public var value: String
    /// With variables replaced, where all are known; nil where one is not.
    public var expanded: String?
    public var range: Range<Int>
    /// The quote around the whole word, if there is one.
    public var quote: UInt8?

    /// Holds `$name` or `${name}`.
    public var hasVariable: Bool { value.utf8.contains(UInt8(ascii: "$")) }

    /// What is known of it: the expanded text, else the text as written.
    public var best: String { expanded ?? value }
}

/// `NAME=value` of ENV, ARG and LABEL.
public struct Assignment: Sendable {
    public var key: Word
    /// nil for `ARG NAME`.
    public var value: Word?
    public var range: Range<Int>
    /// `ENV NAME value`, the old form.
    public var isLegacy: Bool
}

/// A heredoc of RUN, COPY or ADD.
public struct Heredoc: Sendable {
    public var name: String
    /// `<<-`: leading tabs are dropped.
    public var dropsTabs: Bool
    /// `<<"EOF"`: nothing inside is expanded.
    public var isQuoted: Bool
    public var body: LogicalText
    /// Of the body's lines.
    public var range: Range<Int>
    public var isTerminated: Bool
}

/// One instruction.
public struct Instruction: Sendable {
    public var keyword: Keyword
    /// As written: `run`, `Run`, `RUN`.
    public var spelling: String
    public var keywordRange: Range<Int>
    /// From the keyword to the end of the last line, heredocs included, without the last line end.
    public var range: Range<Int>
    /// The part of `range` without heredoc bodies.
    public var headRange: Range<Int>
    public var flags: [InstructionFlag] = []
    /// All after the flags, with continuation lines joined.
    public var text: LogicalText
    /// The arguments: those of the JSON form, else the words.
    public var words: [Word] = []
    /// Written as a JSON array.
    public var isExecForm = false
    /// Starts as a JSON array does but is none.
    public var looksLikeBrokenJSON = false
    /// For ENV, ARG and LABEL.
    public var assignments: [Assignment] = []
    public var heredocs: [Heredoc] = []
    /// The instruction of an ONBUILD; at most one.
    public var trigger: [Instruction] = []
    /// The text as a script, for the shell forms of RUN, CMD, ENTRYPOINT and HEALTHCHECK CMD.
    public var script: ShellScript?
    /// HEALTHCHECK NONE or CMD, in upper case.
    public var healthcheckKind: String?

    public func flag(_ name: String) -> InstructionFlag? { flags.last { $0.name == name } }
    public func flags(_ name: String) -> [InstructionFlag] { flags.filter { $0.name == name } }

    /// The instruction itself or, for ONBUILD, the one it holds.
    public var effective: Instruction { trigger.first?.effective ?? self }
    public var isTrigger: Bool { keyword == .onbuild }

    /// `COPY`'s and `ADD`'s sources, without heredocs.
    public var copySources: ArraySlice<Word> { words.dropLast() }
    public var copyDestination: Word? { words.count + heredocs.count > 1 ? words.last : nil }
}

/// FROM and what follows it up to the next FROM.
public struct Stage: Sendable {
    public enum Base: Sendable, Hashable {
        /// No FROM.
        case none
        case scratch
        /// An earlier stage, by its index.
        case stage(Int)
        case image(ImageReference)
        /// The name holds a variable without a known value.
        case unknown(String)
    }

    /// Position among the FROM lines, from 0; -1 for what precedes the first.
    public var index: Int
    /// Position of FROM in `Dockerfile.instructions`.
    public var from: Int?
    public var name: String?
    public var nameRange: Range<Int>?
    /// The word that names the base.
    public var imageWord: Word?
    public var base: Base
    /// Positions in `Dockerfile.instructions` of what follows FROM.
    public var instructions: Range<Int>
}
