/// Where a feed comes from and under which terms; databases and reports name it.
public struct FeedCard: Sendable, Hashable {
    /// `go-vulndb`, `debian`, `kev`, …: short, for options and reports.
    public var name: String
    public var title: String
    /// SPDX id, or the publisher's words.
    public var licence: String
    public var home: String

    public init(name: String, title: String, licence: String, home: String) {
        self.name = name
        self.title = title
        self.licence = licence
        self.home = home
    }
}

/// Takes what feeds read.
protocol AdvisorySink: AnyObject {
    func add(_ record: AdvisoryRecord)
    /// Changes what is known of one CVE id; counts as a record of the feed.
    func rate(_ id: String, feed: String, _ change: (inout VulnerabilityScores) -> Void)
    func add(cycles: [ReleaseCycle], of product: String, feed: String)
    /// Counts and names a record that cannot be read; the feed goes on.
    func skip(_ record: String, of feed: String, _ problem: FeedProblem)
    /// The feed has data of that day.
    func date(_ day: Day, of feed: String)
}

/// One upstream format.
protocol AdvisoryFeed: Sendable {
    /// The sources that publish in this format.
    static var cards: [FeedCard] { get }

    /// Whether a document is one record (or one package's), so that a broken one is passed over and the others stay.
    static var holdsOneRecord: Bool { get }

    /// Whether the document is of this format, by its name and its first bytes.
    static func accepts(_ document: FeedDocument) -> Bool

    /// - Throws: if the document as a whole cannot be read.
    static func read(_ document: FeedDocument, into sink: some AdvisorySink) throws(FeedProblem)
}

extension AdvisoryFeed {
    static var holdsOneRecord: Bool { false }
}

extension AdvisorySink {
    /// Runs `body` for one record; what it throws is counted.
    func record(_ name: String, of feed: String, _ body: () throws(FeedProblem) -> Void) {
        do throws(FeedProblem) {
            try body()
        } catch {
            skip(name, of: feed, error)
        }
    }
}
