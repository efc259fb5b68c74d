extension ShellParser {
    // MARK: Simple commands

    /// Assignments, words and redirections up to an operator or line end.
    mutating func simpleCommand(_ pipeline: Int, _ member: Int) {
        let start = index
        var lastEnd = index
        var command = ShellCommand(range: text.source(start..<start))
        while !isStopped {
            skipBlanks()
            guard let byte = current else { break }
            if byte == 0x0A { break }
            if byte == UInt8(ascii: "#") {
                while index < end, bytes[index] != 0x0A { index += 1 }
                break
            }
            if let redirection = redirection(into: &command) {
                command.redirections.append(redirection)
                lastEnd = index
                continue
            }
            if Self.isOperator(byte) {
                // `<(…)` and `>(…)` are words.
                guard byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">"), self.byte(1) == UInt8(ascii: "(") else {
                    // A stray `(` in a command: `foo (bar)`; nothing sensible can follow.
                    if byte == UInt8(ascii: "("), !command.words.isEmpty {
                        problem("\u{201C}(\u{201D} stands inside a command.", at: index)
                        index += 1
                        continue
                    }
                    break
                }
            }
            let before = index
            if command.words.isEmpty, let assignment = assignment() {
                command.assignments.append(assignment)
            } else if let word = word() {
                command.words.append(word)
            }
            if index == before { index += 1 }
            lastEnd = index
        }
        command.range = text.source(start..<max(start, lastEnd))
        guard !command.words.isEmpty || !command.assignments.isEmpty || !command.redirections.isEmpty else { return }
        add(command, pipeline, member)
        registerHeredocs(ofCommand: script.commands.count - 1)
    }

    private mutating func registerHeredocs(ofCommand position: Int) {
        for (number, redirection) in script.commands[position].redirections.enumerated()
        where redirection.symbol == "<<" || redirection.symbol == "<<-" {
            expectHeredoc(
                redirection.target.value, dropsTabs: redirection.symbol == "<<-", command: position,
                redirection: number)
        }
    }

    /// Redirections behind a compound command; they become a command without words.
    mutating func redirections(_ pipeline: Int, _ member: Int) {
        let start = index
        var command = ShellCommand(range: text.source(start..<start))
        while !isStopped {
            skipBlanks()
            guard let redirection = redirection(into: &command) else { break }
            command.redirections.append(redirection)
        }
        guard !command.redirections.isEmpty else { return }
        command.range = text.source(start..<index)
        add(command, pipeline, member)
        registerHeredocs(ofCommand: script.commands.count - 1)
    }

    private mutating func redirection(into command: inout ShellCommand) -> ShellRedirection? {
        var position = index
        while position < end, bytes[position] >= 0x30, bytes[position] <= 0x39 { position += 1 }
        let descriptor = text.string(index..<position)
        guard position < end else { return nil }
        var symbol: [UInt8] = []
        if bytes[position] == UInt8(ascii: "&"), descriptor.isEmpty, position + 1 < end,
            bytes[position + 1] == UInt8(ascii: ">")
        {
            symbol =
                position + 2 < end && bytes[position + 2] == UInt8(ascii: ">") ? Array("&>>".utf8) : Array("&>".utf8)
        } else if bytes[position] == UInt8(ascii: ">") || bytes[position] == UInt8(ascii: "<") {
            let first = bytes[position]
            let second = position + 1 < end ? bytes[position + 1] : 0
            let third = position + 2 < end ? bytes[position + 2] : 0
            if second == UInt8(ascii: "(") && descriptor.isEmpty { return nil }
            if first == UInt8(ascii: "<"), second == first {
                symbol =
                    third == first
                    ? [first, first, first] : third == UInt8(ascii: "-") ? [first, first, third] : [first, first]
            } else if second == UInt8(ascii: "&")
                || (first == UInt8(ascii: ">") && (second == first || second == UInt8(ascii: "|")))
                || (first == UInt8(ascii: "<") && second == UInt8(ascii: ">"))
            {
                symbol = [first, second]
            } else {
                symbol = [first]
            }
        } else {
            return nil
        }
        index = position + symbol.count
        skipBlanks()
        let target =
            word() ?? ShellWord(value: "", range: text.source(index..<index), isQuoted: false, expansions: [])
        return ShellRedirection(
            descriptor: descriptor, symbol: String(decoding: symbol, as: UTF8.self), target: target, heredoc: nil)
    }

    /// `NAME=…` or `NAME+=…`, if it stands here.
    private mutating func assignment() -> ShellAssignment? {
        var position = index
        guard position < end, isNameByte(bytes[position]), !(0x30...0x39).contains(bytes[position]) else { return nil }
        while position < end, isNameByte(bytes[position]) { position += 1 }
        let name = text.string(index..<position)
        if position < end, bytes[position] == UInt8(ascii: "+") { position += 1 }
        guard position < end, bytes[position] == UInt8(ascii: "=") else { return nil }
        index = position + 1
        if current == UInt8(ascii: "(") {
            // An array: its words do not matter here.
            let start = index
            index += 1
            while !isStopped, let byte = current, byte != UInt8(ascii: ")") {
                let before = index
                if byte == 0x0A || isBlank(byte) { index += 1 } else { _ = word() }
                if index == before { index += 1 }
            }
            if current != nil { index += 1 }
            return ShellAssignment(
                name: name,
                value: ShellWord(
                    value: text.string(start..<index), range: text.source(start..<index), isQuoted: false,
                    expansions: []))
        }
        let value =
            word() ?? ShellWord(value: "", range: text.source(index..<index), isQuoted: false, expansions: [])
        return ShellAssignment(name: name, value: value)
    }

    // MARK: Words

    /// The word that stands here; nil where an operator or blank does.
    mutating func word() -> ShellWord? {
        let start = index
        var value: [UInt8] = []
        var isQuoted = false
        var expansions: [ShellExpansion] = []
        loop: while let byte = current, !isStopped {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: break loop
            case UInt8(ascii: "<"), UInt8(ascii: ">"):
                guard self.byte(1) == UInt8(ascii: "("), index == start else { break loop }
                let from = index
                index += 2
                substitution(closedBy: UInt8(ascii: ")"))
                value += bytes[from..<min(index, end)]
                expansions.append(expansion(.process, from, isQuoted: true))
            case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: ")"):
                break loop
            case UInt8(ascii: "\\"):
                guard let next = self.byte(1) else {
                    value.append(byte)
                    index += 1
                    break loop
                }
                if next == 0x0A {
                    index += 2
                } else {
                    isQuoted = true
                    value.append(next)
                    index += 2
                }
            case UInt8(ascii: "'"):
                isQuoted = true
                singleQuoted(&value)
            case UInt8(ascii: "\""):
                isQuoted = true
                doubleQuoted(&value, &expansions)
            case UInt8(ascii: "$"):
                if self.byte(1) == UInt8(ascii: "'") {
                    isQuoted = true
                    index += 1
                    escapedQuoted(&value)
                } else if self.byte(1) == UInt8(ascii: "\"") {
                    isQuoted = true
                    index += 1
                    doubleQuoted(&value, &expansions)
                } else {
                    dollar(&value, &expansions, isQuoted: false)
                }
            case UInt8(ascii: "`"):
                backquoted(&value, &expansions, isQuoted: false)
            default:
                value.append(byte)
                index += 1
            }
        }
        guard index > start else { return nil }
        return ShellWord(
            value: String(decoding: value, as: UTF8.self), range: text.source(start..<index), isQuoted: isQuoted,
            expansions: expansions)
    }

    private func expansion(
        _ kind: ShellExpansion.Kind, _ start: Int, isQuoted: Bool, name: String = "", operation: String = ""
    ) -> ShellExpansion {
        ShellExpansion(
            kind: kind, name: name, operation: operation, isQuoted: isQuoted,
            range: text.source(start..<min(index, end)))
    }

    private mutating func singleQuoted(_ value: inout [UInt8]) {
        let start = index
        index += 1
        while index < end, bytes[index] != UInt8(ascii: "'") {
            value.append(bytes[index])
            index += 1
        }
        if index < end { index += 1 } else { problem("The quote is not closed.", at: start) }
    }

    /// `$'…'`, where `\'` does not end it.
    private mutating func escapedQuoted(_ value: inout [UInt8]) {
        let start = index
        index += 1
        while index < end, bytes[index] != UInt8(ascii: "'") {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < end {
                value.append(bytes[index])
                index += 1
            }
            value.append(bytes[index])
            index += 1
        }
        if index < end { index += 1 } else { problem("The quote is not closed.", at: start) }
    }

    private mutating func doubleQuoted(_ value: inout [UInt8], _ expansions: inout [ShellExpansion]) {
        let start = index
        index += 1
        while index < end, !isStopped {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return
            case UInt8(ascii: "\\"):
                guard let next = self.byte(1) else {
                    index += 1
                    continue
                }
                switch next {
                case UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\""), UInt8(ascii: "\\"):
                    value.append(next)
                case 0x0A: break
                default:
                    value.append(byte)
                    value.append(next)
                }
                index += 2
            case UInt8(ascii: "$"): dollar(&value, &expansions, isQuoted: true)
            case UInt8(ascii: "`"): backquoted(&value, &expansions, isQuoted: true)
            default:
                value.append(byte)
                index += 1
            }
        }
        if !isStopped { problem("The quote is not closed.", at: start) }
    }

    private mutating func dollar(
        _ value: inout [UInt8], _ expansions: inout [ShellExpansion], isQuoted: Bool
    ) {
        let start = index
        guard let next = byte(1) else {
            value.append(bytes[index])
            index += 1
            return
        }
        switch next {
        case UInt8(ascii: "("):
            if byte(2) == UInt8(ascii: "(") {
                index += 1
                if skipArithmetic() {
                    value += bytes[start..<index]
                    expansions.append(expansion(.arithmetic, start, isQuoted: isQuoted))
                    return
                }
                index = start
            }
            index += 2
            substitution(closedBy: UInt8(ascii: ")"))
            value += bytes[start..<min(index, end)]
            expansions.append(expansion(.substitution, start, isQuoted: isQuoted))
        case UInt8(ascii: "{"):
            braced(start, &value, &expansions, isQuoted: isQuoted)
        case UInt8(ascii: "@"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "?"), UInt8(ascii: "-"),
            UInt8(ascii: "$"), UInt8(ascii: "!"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            index += 2
            value += bytes[start..<index]
            expansions.append(
                expansion(.parameter, start, isQuoted: isQuoted, name: text.string(start + 1..<index)))
        case _ where isNameByte(next):
            index += 1
            while index < end, isNameByte(bytes[index]) { index += 1 }
            value += bytes[start..<index]
            expansions.append(
                expansion(.parameter, start, isQuoted: isQuoted, name: text.string(start + 1..<index)))
        default:
            value.append(bytes[index])
            index += 1
        }
    }

    /// `${…}`, with what nests in it.
    private mutating func braced(
        _ start: Int, _ value: inout [UInt8], _ expansions: inout [ShellExpansion], isQuoted: Bool
    ) {
        index += 2
        let nameStart = index
        while index < end,
            isNameByte(bytes[index]) || bytes[index] == UInt8(ascii: "#") || bytes[index] == UInt8(ascii: "!")
        {
            index += 1
            if index - nameStart == 1, bytes[nameStart] == UInt8(ascii: "!") { continue }
            if index < end, bytes[index] == UInt8(ascii: "#"), index > nameStart { break }
        }
        let name = text.string(nameStart..<index)
        let operationStart = index
        var open = 1
        var quote: UInt8?
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
                index += 2
                continue
            }
            if let mark = quote {
                if byte == mark { quote = nil }
            } else if byte == UInt8(ascii: "'") && !isQuoted || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: "{") {
                open += 1
            } else if byte == UInt8(ascii: "}") {
                open -= 1
                if open == 0 { break }
            }
            index += 1
        }
        index = min(index, end)
        let operation = text.string(operationStart..<index)
        if index < end { index += 1 } else { problem("\u{201C}${\u{201D} is not closed.", at: start) }
        value += bytes[start..<index]
        expansions.append(
            expansion(.parameter, start, isQuoted: isQuoted, name: name, operation: operation))
    }

    /// The commands of `$(…)`, `<(…)`; the opening is read.
    private mutating func substitution(closedBy closer: UInt8) {
        let start = index
        guard depth < Self.depthLimit else {
            problem("The script nests deeper than \(Self.depthLimit) levels; the rest was not read.", at: index)
            isStopped = true
            index = end
            return
        }
        depth += 1
        nested(.substitution) { $0.list(until: [], closer: closer) }
        depth -= 1
        if current == closer {
            index += 1
        } else if !isStopped {
            problem("\u{201C}$(\u{201D} is not closed.", at: start)
        }
    }

    private mutating func backquoted(
        _ value: inout [UInt8], _ expansions: inout [ShellExpansion], isQuoted: Bool
    ) {
        let start = index
        index += 1
        var close = index
        while close < end, bytes[close] != UInt8(ascii: "`") {
            close += bytes[close] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard close < end, depth < Self.depthLimit else {
            problem("The backquote is not closed.", at: start)
            value += bytes[start..<end]
            index = end
            return
        }
        let outerEnd = end
        end = close
        depth += 1
        nested(.substitution) { $0.list(until: [], closer: nil) }
        depth -= 1
        end = outerEnd
        index = isStopped ? end : close + 1
        value += bytes[start..<index]
        expansions.append(expansion(.substitution, start, isQuoted: isQuoted))
    }
}
