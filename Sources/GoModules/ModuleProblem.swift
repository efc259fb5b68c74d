/// Something in a file of the go command that does not follow its grammar; what stands around it is read all the same.
public struct ModuleProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// From 1.
    public var line: Int
    /// From 1, in bytes; absent where the whole line is meant.
    public var column: Int?
    public var message: String

    public init(line: Int, column: Int? = nil, message: String) {
        self.line = line
        self.column = column
        self.message = message
    }

    public var description: String {
        column.map { "line \(line), column \($0): \(message)" } ?? "line \(line): \(message)"
    }
}

/// Problems of one file: the first few tell enough.
struct ProblemList {
    static let limit = 20

    private(set) var problems: [ModuleProblem] = []

    mutating func add(_ line: Int, _ message: String, column: Int? = nil) {
        if problems.count < Self.limit { problems.append(ModuleProblem(line: line, column: column, message: message)) }
    }
}
