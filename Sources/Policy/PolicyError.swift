/// A file of the user's (configuration, ignore file, VEX, baseline) that cannot be read as what it should be.
public struct PolicyError: Error, Sendable, Hashable, CustomStringConvertible {
    public var file: String
    /// Count from 1; absent where the whole file is meant.
    public var line: Int?
    public var column: Int?
    public var problem: String

    public init(_ problem: String, file: String, line: Int? = nil, column: Int? = nil) {
        self.problem = problem
        self.file = file
        self.line = line
        self.column = column
    }

    public var description: String {
        ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":") + ": " + problem
    }
}
