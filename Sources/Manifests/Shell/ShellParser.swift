/// Reads shell text as POSIX sh and bash do, as far as needed to tell commands and their words.
///
/// Never fails: what cannot be read becomes a problem, the commands before it stay.
/// Source: POSIX.1-2024 XCU 2.10 "Shell Grammar"; bash reference manual, "Shell Syntax".
public struct ShellParser {
    /// Deeper nesting of compound commands and substitutions is not read.
    public static let depthLimit = 48

    let text: LogicalText
    let bytes: [UInt8]
    var index = 0
    var end: Int
    var script = ShellScript()
    var depth = 0
    var context = ShellCommand.Context.plain
    var isStopped = false
    /// Heredocs whose bodies start at the next line end.
    private var pendingHeredocs: [(name: [UInt8], dropsTabs: Bool, command: Int, redirection: Int)] = []
    /// Heredoc bodies stand elsewhere (BuildKit took them).
    private let ownsHeredocs: Bool

    /// - Parameter ownsHeredocs: the Dockerfile has taken the bodies of heredocs out of the text.
    public static func parse(_ text: LogicalText, ownsHeredocs: Bool = false) -> ShellScript {
        var parser = ShellParser(text, ownsHeredocs: ownsHeredocs)
        parser.list(until: [], closer: nil)
        parser.script.sortCommands()
        return parser.script
    }

    private init(_ text: LogicalText, ownsHeredocs: Bool) {
        self.text = text
        bytes = text.bytes
        end = bytes.count
        self.ownsHeredocs = ownsHeredocs
    }

    // MARK: Small steps

    var current: UInt8? { index < end ? bytes[index] : nil }

    func byte(_ ahead: Int) -> UInt8? { index + ahead < end ? bytes[index + ahead] : nil }

    func starts(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard index + count <= end else { return false }
        return word.withUTF8Buffer { buffer in buffer.elementsEqual(bytes[index..<index + count]) }
    }

    mutating func problem(_ message: String, at position: Int) {
        guard script.problems.count < 16 else { return }
        let place = min(position, max(0, end - 1))
        script.problems.append(SyntaxProblem(message: message, range: text.source(place..<min(place + 1, end))))
    }

    mutating func skipBlanks() {
        while index < end {
            let byte = bytes[index]
            if byte == 0x20 || byte == 0x09 || byte == 0x0D {
                index += 1
            } else if byte == UInt8(ascii: "\\"), self.byte(1) == 0x0A {
                index += 2
            } else if byte == UInt8(ascii: "\\"), self.byte(1) == 0x0D, self.byte(2) == 0x0A {
                index += 3
            } else {
                break
            }
        }
    }

    private mutating func skipComment() {
        while index < end, bytes[index] != 0x0A { index += 1 }
    }

    /// Blanks, comments, line ends and empty statements.
    mutating func skipSeparators() {
        while index < end {
            skipBlanks()
            guard let byte = current else { return }
            if byte == 0x0A {
                newline()
            } else if byte == UInt8(ascii: "#") {
                skipComment()
            } else {
                return
            }
        }
    }

    private mutating func newline() {
        index += 1
        guard !pendingHeredocs.isEmpty else { return }
        let pending = pendingHeredocs
        pendingHeredocs = []
        guard !ownsHeredocs else { return }
        for heredoc in pending {
            let start = index
            var bodyEnd = index
            var isEnded = false
            while index < end {
                var lineEnd = index
                while lineEnd < end, bytes[lineEnd] != 0x0A { lineEnd += 1 }
                var line = bytes[index..<lineEnd]
                if line.last == 0x0D { line = line.dropLast() }
                if heredoc.dropsTabs { line = line.drop { $0 == 0x09 } }
                bodyEnd = index
                index = min(end, lineEnd + 1)
                if line.elementsEqual(heredoc.name) {
                    isEnded = true
                    break
                }
                bodyEnd = index
            }
            if !isEnded { problem("The heredoc is not ended.", at: start) }
            if script.commands.indices.contains(heredoc.command),
                script.commands[heredoc.command].redirections.indices.contains(heredoc.redirection)
            {
                script.commands[heredoc.command].redirections[heredoc.redirection].heredoc = text.source(
                    start..<bodyEnd)
            }
        }
    }

    mutating func expectHeredoc(_ name: String, dropsTabs: Bool, command: Int, redirection: Int) {
        pendingHeredocs.append((Array(name.utf8), dropsTabs, command, redirection))
    }

    // MARK: Lists and pipelines

    /// Reads commands up to one of the reserved words, the closing byte, or the end.
    mutating func list(until closers: [StaticString], closer: UInt8?) {
        while !isStopped {
            skipSeparators()
            guard let byte = current else { return }
            if byte == closer { return }
            if closers.contains(where: { atReserved($0) }) { return }
            if byte == UInt8(ascii: ";") {
                if self.byte(1) == UInt8(ascii: ";") && !closers.isEmpty { return }
                index += 1
                continue
            }
            if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: ")") {
                problem("\u{201C}\(Character(Unicode.Scalar(byte)))\u{201D} stands where a command should.", at: index)
                index += 1
                continue
            }
            let start = index
            pipeline()
            if index == start { index += 1 }
        }
    }

    private mutating func pipeline() {
        var isNegated = false
        skipBlanks()
        while atReserved("!") {
            isNegated.toggle()
            index += 1
            skipBlanks()
        }
        if atReserved("time") {
            index += 4
            skipBlanks()
        }
        let number = script.pipelines.count
        script.pipelines.append(ShellPipeline(memberCount: 0, isNegated: isNegated))
        var member = 0
        while !isStopped {
            let first = script.commands.count
            command(pipeline: number, member: member)
            member += 1
            script.pipelines[number].memberCount = member
            skipBlanks()
            let terminator = terminator()
            for position in first..<script.commands.count
            where script.commands[position].pipeline == number && script.commands[position].member == member - 1 {
                script.commands[position].terminator = terminator
            }
            guard terminator == .pipe else { return }
            skipSeparators()
            if current == nil { return }
        }
    }

    private mutating func terminator() -> ShellTerminator {
        guard let byte = current else { return .end }
        switch byte {
        case UInt8(ascii: "|"):
            if self.byte(1) == byte {
                index += 2
                return .or
            }
            index += self.byte(1) == UInt8(ascii: "&") ? 2 : 1
            return .pipe
        case UInt8(ascii: "&"):
            if self.byte(1) == byte {
                index += 2
                return .and
            }
            index += 1
            return .background
        case UInt8(ascii: ";"): return .semicolon
        case 0x0A: return .newline
        default: return .end
        }
    }

    // MARK: Commands

    /// Whether a reserved word stands here, alone.
    func atReserved(_ word: StaticString) -> Bool {
        guard starts(word) else { return false }
        guard let next = byte(word.utf8CodeUnitCount) else { return true }
        return isBlank(next) || next == 0x0A || Self.isOperator(next)
            || (next == UInt8(ascii: "\\") && byte(word.utf8CodeUnitCount + 1) == 0x0A)
    }

    static func isOperator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: "<"), UInt8(ascii: ">"):
            true
        default: false
        }
    }

    private mutating func command(pipeline: Int, member: Int) {
        guard depth < Self.depthLimit else {
            problem("The script nests deeper than \(Self.depthLimit) levels; the rest was not read.", at: index)
            isStopped = true
            index = end
            return
        }
        depth += 1
        defer { depth -= 1 }
        skipBlanks()
        if starts("(("), skipArithmetic() { return redirections(pipeline, member) }
        if current == UInt8(ascii: "(") {
            index += 1
            nested(.subshell) { $0.list(until: [], closer: UInt8(ascii: ")")) }
            close(UInt8(ascii: ")"), "(")
            return redirections(pipeline, member)
        }
        if atReserved("{") {
            index += 1
            nested(nil) { $0.list(until: ["}"], closer: nil) }
            expect("}", "{")
            return redirections(pipeline, member)
        }
        if atReserved("if") { return conditional(pipeline, member) }
        if atReserved("while") || atReserved("until") { return loop(pipeline, member) }
        if atReserved("for") || atReserved("select") { return forLoop(pipeline, member) }
        if atReserved("case") { return caseCommand(pipeline, member) }
        if starts("[["), let next = byte(2), isBlank(next) { return testCommand(pipeline, member) }
        if atReserved("function") {
            index += 8
            skipBlanks()
            _ = word()
            skipBlanks()
            if starts("()") { index += 2 }
            skipSeparators()
            return nested(.function) { $0.command(pipeline: $0.freshPipeline(), member: 0) }
        }
        if skipFunctionHead() {
            skipSeparators()
            return nested(.function) { $0.command(pipeline: $0.freshPipeline(), member: 0) }
        }
        simpleCommand(pipeline, member)
    }

    mutating func freshPipeline() -> Int {
        script.pipelines.append(ShellPipeline(memberCount: 1, isNegated: false))
        return script.pipelines.count - 1
    }

    mutating func nested(_ context: ShellCommand.Context?, _ body: (inout ShellParser) -> Void) {
        let outer = self.context
        if let context, outer == .plain || context == .substitution { self.context = context }
        body(&self)
        self.context = outer
    }

    mutating func close(_ byte: UInt8, _ opener: String) {
        if current == byte {
            index += 1
        } else if !isStopped {
            problem("\u{201C}\(opener)\u{201D} is not closed.", at: index)
        }
    }

    mutating func expect(_ word: StaticString, _ opener: String) {
        skipSeparators()
        if atReserved(word) {
            index += word.utf8CodeUnitCount
        } else if !isStopped {
            problem("\u{201C}\(opener)\u{201D} is not closed by \u{201C}\(word)\u{201D}.", at: index)
        }
    }

    /// `name ()`, if it stands here.
    private mutating func skipFunctionHead() -> Bool {
        var position = index
        while position < end, isNameByte(bytes[position]) || bytes[position] == UInt8(ascii: "-") { position += 1 }
        guard position > index else { return false }
        while position < end, bytes[position] == 0x20 { position += 1 }
        guard position + 1 < end, bytes[position] == UInt8(ascii: "("), bytes[position + 1] == UInt8(ascii: ")") else {
            return false
        }
        index = position + 2
        return true
    }

    /// `((…))`; false, and nothing read, where it is two subshells.
    mutating func skipArithmetic() -> Bool {
        var position = index + 2
        var open = 2
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"):
                open -= 1
                if open == 0 {
                    guard bytes[position - 1] == UInt8(ascii: ")") else { return false }
                    index = position + 1
                    return true
                }
            case 0x0A, UInt8(ascii: ";"), UInt8(ascii: "'"), UInt8(ascii: "\""):
                if open == 1 { return false }
            default: break
            }
            if position - index > 4096 { return false }
            position += 1
        }
        return false
    }

    mutating func add(_ command: ShellCommand, _ pipeline: Int, _ member: Int) {
        var command = command
        command.pipeline = pipeline
        command.member = member
        command.context = context
        command.depth = depth - 1
        script.commands.append(command)
    }
}

extension ShellScript {
    /// Commands of substitutions are found before the command around them; readers want the order of the text.
    mutating func sortCommands() {
        let order = commands.indices.sorted {
            (commands[$0].range.lowerBound, $0) < (commands[$1].range.lowerBound, $1)
        }
        commands = order.map { commands[$0] }
    }
}
