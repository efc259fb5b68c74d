/// Why nothing could be generated, in the user's words.
public struct HardeningError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A path, or the name of a choice.
    public var subject: String?
    public var problem: String

    public init(_ problem: String, subject: String? = nil) {
        self.problem = problem
        self.subject = subject
    }

    public var description: String { subject.map { "\($0): \(problem)" } ?? problem }
}
