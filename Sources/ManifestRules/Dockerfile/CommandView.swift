import Manifests

/// A command of a RUN line with its options told from its operands.
public struct CommandView: Sendable {
    public let shell: ShellCommand
    public let name: String

    init(_ shell: ShellCommand) {
        self.shell = shell
        name = shell.name
    }

    public var range: Range<Int> { shell.range }
    public var arguments: ArraySlice<ShellWord> { shell.words.dropFirst() }

    public func isNamed(_ names: String...) -> Bool { names.contains(name) }

    public func hasArgument(_ value: String) -> Bool { arguments.contains { $0.value == value } }
    public func hasArgument(in values: [String]) -> Bool { arguments.contains { values.contains($0.value) } }

    /// Whether an option is given: a name of one letter also inside a group (`-qy`), others as `--name` or `--name=…`,
    /// or `-name` where it stands so.
    public func has(_ names: String...) -> Bool { names.contains { hasOption($0) } }

    private func hasOption(_ name: String) -> Bool {
        for word in arguments {
            let value = word.value.utf8
            if value.elementsEqual("--".utf8) { return false }
            guard value.first == UInt8(ascii: "-") else { continue }
            let body = value.dropFirst()
            if body.first == UInt8(ascii: "-") {
                let long = body.dropFirst()
                if name.utf8.count > 1, long.starts(with: name.utf8),
                    long.count == name.utf8.count || long.dropFirst(name.utf8.count).first == UInt8(ascii: "=")
                {
                    return true
                }
            } else if name.utf8.count == 1 {
                // `-q=2` is the option q with a value.
                if body.prefix(while: { $0 != UInt8(ascii: "=") }).contains(name.utf8[name.utf8.startIndex]) {
                    return true
                }
            } else if body.elementsEqual(name.utf8) {
                return true
            }
        }
        return false
    }

    /// How often a one-letter option stands, in groups or alone, with its long form.
    public func count(_ letter: Character, long: String) -> Int {
        arguments.reduce(0) { sum, word in
            if word.value == "--" + long { return sum + 1 }
            guard word.value.hasPrefix("-"), !word.value.hasPrefix("--") else { return sum }
            return sum + word.value.prefix { $0 != "=" }.count { $0 == letter }
        }
    }

    /// The value of an option: `--name=value`, `--name value`, `-n value`, `-nvalue`.
    public func value(of names: String...) -> ShellWord? {
        let words = Array(arguments)
        for (index, word) in words.enumerated() {
            for name in names {
                let mark = name.count == 1 ? "-" + name : "--" + name
                if word.value == mark { return index + 1 < words.count ? words[index + 1] : nil }
                if name.count > 1, word.value.hasPrefix(mark + "=") {
                    var part = word
                    part.value = String(word.value.dropFirst(mark.count + 1))
                    return part
                }
                // `-mu value`: the last of a group of letters.
                if name.count == 1, word.value.hasPrefix("-"), !word.value.hasPrefix("--"), word.value.hasSuffix(name),
                    word.value.dropFirst().allSatisfy(\.isLetter), index + 1 < words.count
                {
                    return words[index + 1]
                }
                if name.count == 1, word.value.hasPrefix(mark), !word.value.hasPrefix("--") {
                    var part = word
                    part.value = String(word.value.dropFirst(2))
                    if part.value.hasPrefix("=") { part.value.removeFirst() }
                    return part
                }
            }
        }
        return nil
    }

    /// The arguments that are neither options nor the values of the options named in `valued` (without dashes).
    public func operands(valued: Set<String> = []) -> [ShellWord] {
        var result: [ShellWord] = []
        var isValue = false
        var onlyOperands = false
        for word in arguments {
            if isValue {
                isValue = false
                continue
            }
            let text = word.value
            if onlyOperands || !text.hasPrefix("-") || text == "-" {
                result.append(word)
            } else if text == "--" {
                onlyOperands = true
            } else if text.hasPrefix("--") {
                isValue = !text.contains("=") && valued.contains(String(text.dropFirst(2)))
            } else {
                let letters = text.dropFirst()
                // `-t value`, and `-qt value`, but `-tvalue` holds its value.
                if let last = letters.last, letters.count == 1 || !valued.contains(String(letters.prefix(1))) {
                    isValue = valued.contains(String(last)) || valued.contains(String(letters))
                }
            }
        }
        return result
    }

    /// The command that `sudo`, `env`, `exec` and the like run; the command itself where it is none of these.
    public var unwrapped: CommandView {
        var words = shell.words[...]
        var steps = 0
        while steps < 4, let first = words.first, first.isLiteral {
            steps += 1
            switch first.value {
            case "sudo", "env", "exec", "nohup", "time", "command", "nice", "doas", "gosu", "eatmydata":
                words = words.dropFirst()
                while let next = words.first, next.value.hasPrefix("-") || next.value.contains("=") {
                    words = words.dropFirst()
                }
                if first.value == "gosu" { words = words.dropFirst() }
                continue
            default: break
            }
            break
        }
        guard words.count != shell.words.count, !words.isEmpty else { return self }
        var inner = shell
        inner.words = Array(words)
        return CommandView(inner)
    }
}
