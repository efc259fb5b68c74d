/// Why advisories could not be read, built, checked or fetched.
public enum AdvisoryError: Error, Sendable, Hashable {
    /// The program was built without a snapshot.
    case noSnapshot
    case unreadable(path: String, reason: String)
    /// `origin` is `embedded` or the path of the database.
    case damaged(origin: String, problem: String)
    /// The database is of a format that this program does not read.
    case incompatible(origin: String, found: Int, wanted: Int)
    /// A feed's file as a whole is not what it should be.
    case feed(name: String, file: String, problem: String)
    case unwritable(path: String, reason: String)
    /// Another update holds the lock.
    case busy(path: String)
    case fetch(url: String, reason: String)
    /// Every source of an update failed, or none is configured.
    case nothingFetched(reasons: [String])
}

extension AdvisoryError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noSnapshot:
            "this build carries no advisory snapshot; get a database with `drydock db update`"
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .damaged(let origin, let problem):
            origin == "embedded"
                ? "the embedded advisory snapshot is damaged (\(problem)); install the program again"
                : "the advisory database \(origin) is damaged (\(problem)); run `drydock db update`"
        case .incompatible(let origin, let found, let wanted):
            "the advisory database \(origin) has format \(found), this program reads format \(wanted); "
                + (found > wanted ? "update the program" : "run `drydock db update`")
        case .feed(let name, let file, let problem): "\(name): \(file): \(problem)"
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
        case .busy(let path): "another update is under way (lock \(path)); wait for it to end"
        case .fetch(let url, let reason): "\(url): \(reason)"
        case .nothingFetched(let reasons):
            reasons.isEmpty
                ? "no advisory source is configured"
                : "no advisory source could be fetched: " + reasons.joined(separator: "; ")
        }
    }
}
