import Findings
import Inventory
import SQLite

/// A built advisory database, opened read-only; for one task at a time (opening costs less than 2 ms: each task opens
/// its own).
public final class AdvisoryDatabase: AdvisoryLookup {
    private let database: Database
    /// `embedded`, or the path.
    public let origin: String

    private init(_ database: Database, origin: String) {
        self.database = database
        self.origin = origin
    }

    /// The snapshot inside the program, in place.
    public static func embedded() throws(AdvisoryError) -> AdvisoryDatabase {
        throw .noSnapshot
    }

    public static func open(path: String) throws(AdvisoryError) -> AdvisoryDatabase {
        throw .unreadable(path: path, reason: "not yet built")
    }

    public func candidates(for keys: [PackageKey]) throws(AdvisoryError) -> [[AdvisorySlice]] {
        keys.map { _ in [] }
    }

    public func scores(ids: [String]) throws(AdvisoryError) -> [String: VulnerabilityScores] {
        [:]
    }

    /// Release lines of a product by endoflife.date's name (`debian`, `go`), newest first; empty where it is not known.
    public func endOfLife(product: String) throws(AdvisoryError) -> [ReleaseCycle] {
        []
    }

    /// All products, as the inventory's judgement of operating systems and toolchains wants them.
    public func endOfLifeTable() throws(AdvisoryError) -> EndOfLifeTable {
        EndOfLifeTable()
    }

    /// Sources with their days and the age of the data.
    /// - Parameter day: the day of the scan, `YYYY-MM-DD`.
    public func snapshot(on day: String) throws(AdvisoryError) -> SnapshotInfo {
        SnapshotInfo(origin: origin, sources: [], isEmbedded: origin == "embedded")
    }
}
