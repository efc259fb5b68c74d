/// Every format that is read; a document is of the first that accepts it.
enum AllFeeds {
    static let all: [any AdvisoryFeed.Type] = [
        OSVFeed.self,
        CVERecordFeed.self,
        WolfiAdvisoriesFeed.self,
        AlpineSecdbFeed.self,
        UpdateInfoFeed.self,
        KEVFeed.self,
        NVDFeed.self,
        EPSSFeed.self,
        EndOfLifeFeed.self,
        DebianTrackerFeed.self,
    ]

    /// Cards of all sources, by name.
    static let cards: [String: FeedCard] = Dictionary(
        all.flatMap { $0.cards }.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}

/// The sources that Drydock reads, in the order of their names.
public func advisoryFeedCards() -> [FeedCard] { AllFeeds.cards.values.sorted { $0.name < $1.name } }
