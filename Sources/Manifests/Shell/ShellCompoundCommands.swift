import Findings

/// `if`, loops, `case` and `[[`. Source: POSIX.1-2024, Shell Command Language, 2.9.4; bash's manual, 3.2.5.
extension ShellParser {
    mutating func conditional(_ pipeline: Int, _ member: Int) {
        index += 2
        nested(.condition) { $0.list(until: ["then"], closer: nil) }
        expect("then", "if")
        nested(nil) { $0.list(until: ["elif", "else", "fi"], closer: nil) }
        while atReserved("elif") {
            index += 4
            nested(.condition) { $0.list(until: ["then"], closer: nil) }
            expect("then", "elif")
            nested(nil) { $0.list(until: ["elif", "else", "fi"], closer: nil) }
        }
        if atReserved("else") {
            index += 4
            nested(nil) { $0.list(until: ["fi"], closer: nil) }
        }
        expect("fi", "if")
        redirections(pipeline, member)
    }

    mutating func loop(_ pipeline: Int, _ member: Int) {
        index += 5
        nested(.condition) { $0.list(until: ["do"], closer: nil) }
        expect("do", "while")
        nested(nil) { $0.list(until: ["done"], closer: nil) }
        expect("done", "do")
        redirections(pipeline, member)
    }

    mutating func forLoop(_ pipeline: Int, _ member: Int) {
        index += atReserved("for") ? 3 : 6
        skipBlanks()
        if starts("((") {
            _ = skipArithmetic()
        } else {
            _ = word()
            skipSeparators()
            if atReserved("in") {
                index += 2
                while !isStopped {
                    skipBlanks()
                    guard let byte = current, byte != 0x0A, !Self.isOperator(byte) else { break }
                    if word() == nil { break }
                }
            }
        }
        skipSeparators()
        while current == UInt8(ascii: ";") {
            index += 1
            skipSeparators()
        }
        if atReserved("{") {
            index += 1
            nested(nil) { $0.list(until: ["}"], closer: nil) }
            expect("}", "{")
        } else {
            expect("do", "for")
            nested(nil) { $0.list(until: ["done"], closer: nil) }
            expect("done", "do")
        }
        redirections(pipeline, member)
    }

    mutating func caseCommand(_ pipeline: Int, _ member: Int) {
        index += 4
        skipBlanks()
        _ = word()
        skipSeparators()
        if atReserved("in") { index += 2 } else { problem("\u{201C}case\u{201D} wants \u{201C}in\u{201D}.", at: index) }
        while !isStopped {
            skipSeparators()
            guard current != nil else { break }
            if atReserved("esac") { break }
            if current == UInt8(ascii: "(") { index += 1 }
            // Patterns up to `)`.
            while let byte = current, byte != UInt8(ascii: ")") {
                let start = index
                if byte == UInt8(ascii: "|") || byte == 0x0A || isBlank(byte) { index += 1 } else { _ = word() }
                if index == start { index += 1 }
                if isStopped { return }
            }
            if current == UInt8(ascii: ")") { index += 1 }
            nested(nil) { $0.list(until: ["esac"], closer: nil) }
            skipSeparators()
            if starts(";;&") { index += 3 } else if starts(";;") || starts(";&") { index += 2 }
        }
        expect("esac", "case")
        redirections(pipeline, member)
    }

    /// `[[ … ]]` becomes a command named `[[`; inside, `<`, `>`, `&&` and `|` are no operators of the shell.
    mutating func testCommand(_ pipeline: Int, _ member: Int) {
        let start = index
        var words: [ShellWord] = [
            ShellWord(value: "[[", range: text.source(index..<index + 2), isQuoted: false, expansions: [])
        ]
        index += 2
        while !isStopped {
            skipBlanks()
            guard let byte = current else {
                problem("\u{201C}[[\u{201D} is not closed.", at: start)
                break
            }
            if atReserved("]]") {
                index += 2
                break
            }
            if byte == 0x0A || Self.isOperator(byte) {
                index += 1
                continue
            }
            let before = index
            if let word = word() { words.append(word) }
            if index == before { index += 1 }
        }
        var command = ShellCommand(range: text.source(start..<index))
        command.words = words
        add(command, pipeline, member)
        redirections(pipeline, member)
    }
}
