/// Why secrets cannot be looked for.
public enum SecretError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The matcher could not be made.
    case engine(String)
    /// A configuration file that cannot be read.
    case configuration(path: String, line: Int?, reason: String)
    /// A repository that cannot be read.
    case repository(path: String, reason: String)

    public var description: String {
        switch self {
        case .engine(let reason): "the secret matcher cannot start: \(reason)"
        case .configuration(let path, let line, let reason):
            line.map { "\(path):\($0): \(reason)" } ?? "\(path): \(reason)"
        case .repository(let path, let reason): "\(path): \(reason)"
        }
    }
}
