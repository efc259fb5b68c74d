import Testing

@testable import Advisories

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What several tests need: files in a folder of their own, and the real data beside the checkout.
enum Scratch {
    /// The real upstream data, where it is.
    static let advisories: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.dropLast().joined(separator: "/") + "/shared/advisories"
    }()

    /// Path of one of its files; nil, and a line that says so, where it is absent.
    static func real(_ name: String, test: String = #function) -> String? {
        let path = "\(advisories)/\(name)"
        guard SystemCall.kind(of: path) == .file else {
            print("SKIPPED: \(test): \(path) is not there")
            return nil
        }
        return path
    }

    /// Reads every seventh document of an archive; all of them where DRYDOCK_WHOLE is set.
    static func readSample(of path: String, into builder: AdvisoryDatabaseBuilder) throws -> (isWhole: Bool, read: Int)
    {
        let isWhole = getenv("DRYDOCK_WHOLE") != nil
        var number = 0
        var read = 0
        try FeedInput().visit(
            path,
            FeedInput.Visitor(
                document: { document throws(AdvisoryError) in
                    number += 1
                    guard isWhole || number % 7 == 0 else { return }
                    read += 1
                    try builder.read(document.bytes, named: document.path)
                }, problem: { place, problem, _ in Issue.record("\(place): \(problem)") }))
        return (isWhole, read)
    }

    /// Runs `body` with a folder that is removed afterwards.
    static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = try makeFolder()
        defer { remove(folder) }
        return try body(folder)
    }

    static func makeFolder() throws -> String {
        var template = Array("/tmp/drydock-advisories-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
        }
        try #require(made)
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func remove(_ path: String) {
        if SystemCall.kind(of: path) == .folder {
            for name in (try? SystemCall.names(in: path)) ?? [] { remove(path + "/" + name) }
            rmdir(path)
        } else {
            unlink(path)
        }
    }

    static func read(_ path: String) throws -> [UInt8] {
        try BufferedReader(FileReader(path: path)).rest(atMost: 1 << 30)
    }

    /// A database of some records, opened from memory.
    static func database(
        _ records: [AdvisoryRecord], documents: [(name: String, text: String)] = []
    ) throws -> AdvisoryDatabase {
        try withFolder { folder in
            let builder = AdvisoryDatabaseBuilder()
            for record in records { builder.add(record) }
            for (name, text) in documents { try builder.read(Array(text.utf8), named: name) }
            try builder.write(to: folder + "/a.db", today: "2026-01-02")
            return try AdvisoryDatabase.open(bytes: read(folder + "/a.db"), name: "test")
        }
    }
}

/// Keeps what a feed reads.
final class TestSink: AdvisorySink {
    var records: [AdvisoryRecord] = []
    var scores: [String: VulnerabilityScores] = [:]
    var cycles: [String: [ReleaseCycle]] = [:]
    var skipped: [String] = []
    var dates: [String: String] = [:]

    func add(_ record: AdvisoryRecord) { records.append(record) }

    func rate(_ id: String, feed: String, _ change: (inout VulnerabilityScores) -> Void) {
        change(&scores[id, default: VulnerabilityScores()])
    }

    func add(cycles: [ReleaseCycle], of product: String, feed: String) { self.cycles[product] = cycles }

    func skip(_ record: String, of feed: String, _ problem: FeedProblem) {
        skipped.append("\(feed): \(record): \(problem)")
    }

    func date(_ day: Day, of feed: String) { dates[feed] = max(dates[feed] ?? "", day.description) }

    /// Reads a document with the feed that accepts it.
    static func read(_ text: String, named name: String) throws -> (feed: any AdvisoryFeed.Type, sink: TestSink) {
        let document = FeedDocument(place: name, bytes: Array(text.utf8))
        let feed = try #require(AllFeeds.all.first { $0.accepts(document) })
        let sink = TestSink()
        try feed.read(document, into: sink)
        return (feed, sink)
    }
}
