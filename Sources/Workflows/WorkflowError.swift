/// Why a job could not be done, in the user's words.
public struct WorkflowError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What the job was about: a target, a file.
    public var subject: String?
    public var problem: String

    public init(_ problem: String, subject: String? = nil) {
        self.problem = problem
        self.subject = subject
    }

    public var description: String { subject.map { "\($0): \(problem)" } ?? problem }
}
