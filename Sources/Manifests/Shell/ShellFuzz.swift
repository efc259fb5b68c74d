/// The door for libFuzzer: whatever the bytes are, reading them as a script ends, and every place lies in the text.
public enum ShellFuzz {
    public static func run(_ bytes: [UInt8]) {
        let script = ShellParser.parse(LogicalText(bytes, range: 0..<bytes.count))
        let bounds = 0..<bytes.count + 1
        for command in script.commands {
            precondition(bounds.contains(command.range.lowerBound) && bounds.contains(command.range.upperBound))
            for word in command.words {
                precondition(bounds.contains(word.range.lowerBound) && bounds.contains(word.range.upperBound))
            }
        }
    }
}
