/// The door for libFuzzer: whatever the bytes are, reading them ends, and every place lies in the text.
public enum DockerfileFuzz {
    public static func run(_ bytes: [UInt8]) {
        let file = DockerfileParser.parse(bytes)
        let bounds = 0..<bytes.count + 1
        for instruction in file.instructions {
            precondition(bounds.contains(instruction.range.lowerBound) && bounds.contains(instruction.range.upperBound))
            for word in instruction.words {
                precondition(bounds.contains(word.range.lowerBound) && bounds.contains(word.range.upperBound))
            }
            for command in instruction.script?.commands ?? [] {
                precondition(bounds.contains(command.range.lowerBound) && bounds.contains(command.range.upperBound))
            }
        }
        for problem in file.problems {
            precondition(bounds.contains(problem.range.lowerBound) && bounds.contains(problem.range.upperBound))
        }
        _ = IgnoreFile(bytes).ignores("a/b/c")
    }
}
