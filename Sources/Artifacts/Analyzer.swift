/// Something an analyzer found out. Each room defines its own; readers cast.
public protocol Fact: Sendable {}

/// What an analyzer wants of an entry.
public enum Interest: Sendable, Hashable {
    case nothing
    /// The entry itself, without its content (`analyze` gets an empty buffer).
    case name
    /// The first bytes, at most so many.
    case head(Int)
    /// All of it, up to `limit` bytes; a larger file becomes a note that makes the scan partial.
    case whole(limit: Int)
    /// All of it, up to `limit`, if `confirms(_:head:)` says so of the first `Analyzer.headSize` bytes.
    case wholeIfConfirmed(limit: Int)
    /// All of it, in pieces, through a `StreamAnalyzer`.
    case stream
}

/// Says which entries it wants and turns each into facts; sees an entry once.
///
/// An analyzer is a value: every task works on a copy of its own from `forTask()`, so it needs no locks.
public protocol Analyzer: Sendable {
    /// For notes and statistics: `dpkg`, `go-binary`, `secrets`.
    var name: String { get }

    func interest(in entry: Entry) -> Interest

    /// `head` holds the first bytes of the file, at most `headSize`.
    func confirms(_ entry: Entry, head: UnsafeRawBufferPointer) -> Bool

    /// Called once for each entry of interest. The buffer lives only during the call.
    /// Malformed content is reported as a note through `report`, never by a trap.
    mutating func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void)

    /// A copy for one task; analyzers with scratch memory make it anew.
    func forTask() -> any Analyzer
}

extension Analyzer {
    /// Bytes that `confirms` may look at.
    public static var headSize: Int { 4096 }
    public func confirms(_ entry: Entry, head: UnsafeRawBufferPointer) -> Bool { true }
    public func forTask() -> any Analyzer { self }
}

/// An analyzer that reads files of any size in pieces.
public protocol StreamAnalyzer: Analyzer {
    /// A file starts; its pieces follow through `feed`, in order, then `finish`.
    mutating func begin(_ entry: Entry)
    /// The buffer lives only during the call. Return false to get no more of this file (`finish` is still called).
    mutating func feed(_ piece: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) -> Bool
    mutating func finish(report: (AnalyzerOutput) -> Void)
}

/// What an analyzer reports of an entry.
public enum AnalyzerOutput: Sendable {
    case fact(any Fact)
    /// A part of the file could not be read; `makesPartial` where facts may be missing because of it.
    case note(String, makesPartial: Bool)
    /// A number for the statistics of the artifact, added up.
    case count(String, Int)
}
