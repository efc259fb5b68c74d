import Documents

/// endoflife.date: arrays of release lines, one product a file (`go.json`), or an object of such arrays by product.
///
/// Source: https://endoflife.date/docs/api.
enum EndOfLifeFeed: AdvisoryFeed {
    static let cards = [
        FeedCard(name: "endoflife", title: "endoflife.date", licence: "MIT", home: "https://endoflife.date")
    ]

    private static let name = "endoflife"
    private static let keys = ["releaseCycle", "cycle"]

    static func accepts(_ document: FeedDocument) -> Bool {
        guard document.fileName.hasSuffix(".json"), var members = try? JSONMembers(document.bytes),
            let first = try? members.next()
        else { return false }
        let element: Range<Int>
        if first.key.isEmpty {
            element = first.value
        } else {
            guard var cycles = try? JSONMembers(document.bytes, in: first.value), let cycle = try? cycles.next(),
                cycle.key.isEmpty
            else { return false }
            element = cycle.value
        }
        guard var fields = try? JSONMembers(document.bytes, in: element) else { return false }
        while let field = try? fields.next() { if keys.contains(field.key) { return true } }
        return false
    }

    static func read(_ document: FeedDocument, into sink: some AdvisorySink) throws(FeedProblem) {
        if let seconds = document.modified { sink.date(Day(secondsSince1970: seconds), of: name) }
        let json = try document.json()
        if json.isArray {
            read(json, product: String(document.fileName.dropLast(".json".count)), into: sink)
        } else {
            for (product, cycles) in json.members { read(cycles, product: product, into: sink) }
        }
    }

    private static func read(_ json: JSONValue, product: String, into sink: some AdvisorySink) {
        var cycles: [ReleaseCycle] = []
        for item in json.elements {
            guard let cycle = keys.lazy.compactMap({ item[$0] }).first.flatMap({ $0.string ?? $0.numberText }) else {
                sink.skip(product, of: name, FeedProblem("a release line has no name"))
                continue
            }
            cycles.append(
                ReleaseCycle(
                    cycle: cycle, codename: item["codename"]?.string, released: item["releaseDate"].day,
                    endOfSupport: (item["eoas"] ?? item["support"]).day, endOfLife: item["eol"].day,
                    hasEnded: item["eol"]?.boolean, endOfExtendedSupport: (item["eoes"] ?? item["extendedSupport"]).day,
                    latest: item["latest"]?.string, latestReleased: item["latestReleaseDate"].day))
        }
        sink.add(cycles: cycles, of: product, feed: name)
    }
}
