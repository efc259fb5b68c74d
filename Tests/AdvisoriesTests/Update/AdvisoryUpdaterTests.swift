import Synchronization
import Testing

@testable import Advisories

/// A server in memory: what it holds, what it was asked, what it refuses.
private actor TestServer: AdvisoryFetch {
    struct Refusal: Error, CustomStringConvertible {
        var description: String
    }

    private(set) var files: [String: [UInt8]]
    private(set) var requests: [String] = []
    private var refused: Set<String> = []

    init(_ files: [String: String]) { self.files = files.mapValues { Array($0.utf8) } }

    func put(_ url: String, _ text: String) { files[url] = Array(text.utf8) }

    func refuse(_ url: String) { refused.insert(url) }

    func fetch(
        _ url: String, to path: String, ifNewerThan stamp: FetchStamp?,
        progress: @escaping @Sendable (Int64, Int64?) -> Void
    ) async throws -> FetchOutcome {
        requests.append(url)
        guard !refused.contains(url), let bytes = files[url] else { throw Refusal(description: "404 not found") }
        let newest = FetchStamp(entityTag: "\"\(bytes.hashValue)\"")
        if stamp == newest { return .notModified }
        progress(Int64(bytes.count), Int64(bytes.count))
        try SystemCall.write(bytes, to: path)
        return .fetched(size: Int64(bytes.count), stamp: newest)
    }
}

@Suite struct AdvisoryUpdaterTests {
    private let sources = [
        AdvisorySource(name: "debian", title: "", urls: ["https://debian.test/json"]),
        AdvisorySource(name: "kev", title: "", urls: ["https://kev.test/kev.json"]),
    ]
    private func debian(_ version: String) -> String {
        #"{"curl":{"CVE-2023-38545":{"releases":{"bookworm":{"status":"resolved","fixed_version":"\#(version)","urgency":"low"}}}}}"#
    }
    private let kev =
        #"{"catalogVersion":"1","dateReleased":"2025-12-01","vulnerabilities":[{"cveID":"CVE-2024-1111","dateAdded":"2024-02-03"}]}"#

    /// The version that fixes curl, as the updated database has it.
    private func fixedVersion(_ updater: AdvisoryUpdater) throws -> String? {
        try AdvisoryDatabase.open(path: updater.databasePath)
            .candidates(ecosystem: Ecosystem(.debian, "12"), name: "curl").first?.affected[0].ranges[0].fixed
    }

    private func withUpdater(_ body: (AdvisoryUpdater, TestServer) async throws -> Void) async throws {
        let folder = try Scratch.makeFolder()
        defer { Scratch.remove(folder) }
        let server = TestServer(["https://debian.test/json": debian("1"), "https://kev.test/kev.json": kev])
        try await body(AdvisoryUpdater(folder: folder + "/cache", sources: sources), server)
    }

    @Test func fetchesOnceAndThenOnlyWhatIsNew() async throws {
        try await withUpdater { updater, server in
            let first = try await updater.update(with: server, today: "2026-01-02")
            #expect(first.isChanged)
            #expect(first.fetchedFiles == 2)
            #expect(first.failures == [])
            #expect(first.build?.sources.map(\.name) == ["debian", "kev"])
            #expect(try fixedVersion(updater) == "1")

            let second = try await updater.update(with: server, today: "2026-01-02")
            #expect(!second.isChanged)
            #expect(second.unchangedFiles == 2)
            #expect(second.build == nil)

            await server.put("https://debian.test/json", debian("2"))
            let third = try await updater.update(with: server, today: "2026-01-02")
            #expect(third.fetchedFiles == 1)
            #expect(third.unchangedFiles == 1)
            #expect(try fixedVersion(updater) == "2")
            #expect(try AdvisoryDatabase.open(path: updater.databasePath).scores(ids: ["CVE-2024-1111"]).count == 1)

            let forced = try await updater.update(with: server, today: "2026-01-02", force: true)
            #expect(forced.isChanged)
            #expect(forced.fetchedFiles == 0)
        }
    }

    /// A repository's index leads to its advisories, and tells whether they are new.
    @Test func followsTheIndexOfARepository() async throws {
        let folder = try Scratch.makeFolder()
        defer { Scratch.remove(folder) }
        func index(_ checksum: String, _ path: String = "repodata/u.xml") -> String {
            """
            <repomd xmlns="http://linux.duke.edu/metadata/repo"><data type="primary"><location href="repodata/p.xml"/></data>
            <data type="updateinfo"><checksum type="sha256">\(checksum)</checksum><location href="\(path)"/></data></repomd>
            """
        }
        func advisories(_ build: String) -> String {
            """
            <updates><update><id>ALAS2-2020-1561</id><issued date="2020-11-09"/><references>
            <reference id="CVE-2019-3695" type="cve"/></references><pkglist><collection>
            <package name="pcp" epoch="0" version="4.3.2" release="\(build)"/></collection></pkglist></update></updates>
            """
        }
        let server = TestServer([
            "https://amazon.test/2/mirror.list": "\nhttps://far.test/2/abc/\n",
            "https://near.test/2/abc/repodata/repomd.xml": index("one"),
            "https://near.test/2/abc/repodata/u.xml": advisories("12.amzn2"),
        ])
        let updater = AdvisoryUpdater(
            folder: folder + "/cache",
            sources: [
                AdvisorySource(name: "amazon", title: "", repositories: ["https://amazon.test/2/mirror.list"])
            ], mirrors: [AdvisoryMirror(prefix: "https://far.test", replacement: "https://near.test")])
        func fixed() throws -> String? {
            try AdvisoryDatabase.open(path: updater.databasePath)
                .candidates(ecosystem: Ecosystem(.amazon, "2"), name: "pcp").first?.affected[0].ranges[0].fixed
        }
        let first = try await updater.update(with: server, today: "2026-01-02")
        #expect(first.failures == [])
        #expect(try fixed() == "4.3.2-12.amzn2")
        let second = try await updater.update(with: server, today: "2026-01-02")
        #expect(!second.isChanged)
        #expect(second.unchangedFiles == 1)

        await server.put("https://near.test/2/abc/repodata/repomd.xml", index("two"))
        await server.put("https://near.test/2/abc/repodata/u.xml", advisories("13.amzn2"))
        #expect(try await updater.update(with: server, today: "2026-01-02").fetchedFiles == 1)
        #expect(try fixed() == "4.3.2-13.amzn2")

        for broken in [index("three", "../../secret"), "<repomd/>", "<repomd>"] {
            await server.put("https://near.test/2/abc/repodata/repomd.xml", broken)
            let report = try await updater.update(with: server, today: "2026-01-02", force: true)
            #expect(report.failures.first?.usesEarlier == true)
            #expect(try fixed() == "4.3.2-13.amzn2")
        }
    }

    @Test func oneSourceMayFail() async throws {
        try await withUpdater { updater, server in
            await server.refuse("https://kev.test/kev.json")
            let report = try await updater.update(with: server, today: "2026-01-02")
            #expect(
                report.failures == [
                    .init(source: "kev", url: "https://kev.test/kev.json", reason: "404 not found", usesEarlier: false)
                ])
            #expect(try fixedVersion(updater) == "1")
        }
    }

    @Test func theEarlierFileStandsInForABrokenOne() async throws {
        try await withUpdater { updater, server in
            _ = try await updater.update(with: server, today: "2026-01-02")
            await server.put("https://debian.test/json", #"{"curl":{"CVE-2023-38545":{"rel"#)
            await server.put("https://kev.test/kev.json", kev.replacing("2024-02-03", with: "2024-02-04"))
            let report = try await updater.update(with: server, today: "2026-01-02")
            #expect(report.failures.map(\.source) == ["debian"])
            #expect(report.failures.first?.usesEarlier == true)
            #expect(try fixedVersion(updater) == "1")
            let scores = try AdvisoryDatabase.open(path: updater.databasePath).scores(ids: ["CVE-2024-1111"])
            #expect(scores["CVE-2024-1111"]?.exploitation?.kevAdded == "2024-02-04")

            // What was broken is asked for anew, not taken for the newest.
            await server.put("https://debian.test/json", debian("3"))
            _ = try await updater.update(with: server, today: "2026-01-02")
            #expect(try fixedVersion(updater) == "3")
        }
    }

    @Test func withNothingTheOldDatabaseStays() async throws {
        try await withUpdater { updater, server in
            await #expect(throws: AdvisoryError.self) {
                try await updater.update(with: TestServer([:]), today: "2026-01-02")
            }
            #expect(SystemCall.kind(of: updater.databasePath) == nil)
            _ = try await updater.update(with: server, today: "2026-01-02")
            // Every source fails: the files of before are there to build of.
            let report = try await updater.update(with: TestServer([:]), today: "2026-01-02")
            #expect(report.failures.count == 2)
            #expect(try fixedVersion(updater) == "1")
        }
    }

    @Test func whatIsNoFeedIsAFailure() async throws {
        try await withUpdater { updater, server in
            await server.put("https://kev.test/kev.json", "<html>Log in to the hotel's network</html>")
            let report = try await updater.update(with: server, today: "2026-01-02")
            #expect(report.failures.map(\.source) == ["kev"])
            #expect(report.failures[0].reason.hasSuffix("no feed has this format"))
        }
    }

    @Test func twoUpdatesDoNotRunAtOnce() async throws {
        try await withUpdater { updater, server in
            try SystemCall.makeFolders(updater.folder)
            let lock = try UpdateLock(folder: updater.folder)
            await #expect(throws: AdvisoryError.busy(path: updater.folder + "/update.lock")) {
                try await updater.update(with: server, today: "2026-01-02")
            }
            withExtendedLifetime(lock) {}
        }
    }

    @Test func mirrorsStandInForUpstream() async throws {
        try await withUpdater { updater, _ in
            var updater = updater
            updater.mirrors = [
                AdvisoryMirror(prefix: "https://", replacement: "http://all.local/"),
                try #require(AdvisoryMirror("https://debian.test=http://debian.local")),
            ]
            let mirror = TestServer([
                "http://debian.local/json": debian("4"), "http://all.local/kev.test/kev.json": kev,
            ])
            let report = try await updater.update(with: mirror, today: "2026-01-02")
            #expect(report.failures == [])
            #expect(try fixedVersion(updater) == "4")
        }
        #expect(AdvisoryMirror("https://x") == nil)
        #expect(AdvisoryMirror("=y") == nil)
    }

    @Test func namesOfFilesCannotLeaveTheFolder() async throws {
        let folder = try Scratch.makeFolder()
        defer { Scratch.remove(folder) }
        let evil = AdvisoryUpdater(
            folder: folder, sources: [AdvisorySource(name: "../x", title: "", urls: ["https://x/y"])])
        await #expect(throws: AdvisoryError.self) { try await evil.update(with: TestServer([:]), today: "2026-01-02") }
        let url = "https://x/..%2F..\u{e9}?a=b&c"
        let odd = AdvisoryUpdater(folder: folder, sources: [AdvisorySource(name: "odd", title: "", urls: [url])])
        _ = try await odd.update(with: TestServer([url: debian("1")]), today: "2026-01-02")
        #expect(try SystemCall.names(in: folder + "/sources/odd").count == 1)
    }

    @Test func upstreamSourcesAreDistinct() {
        let all = AdvisorySource.upstream
        #expect(Set(all.map(\.name)).count == all.count)
        #expect(Set(all.flatMap(\.urls)).count == all.flatMap(\.urls).count)
        #expect(all.allSatisfy { $0.urls.allSatisfy { $0.hasPrefix("https://") } })
    }

    @Test func tellsHowFarItIs() async throws {
        try await withUpdater { updater, server in
            let events = EventLog()
            _ = try await updater.update(with: server, today: "2026-01-02") { events.append($0) }
            let all = events.all
            #expect(all.contains(.fetching(source: "kev", url: "https://kev.test/kev.json")))
            #expect(
                all.contains {
                    if case .progress("kev", _, let received, let total) = $0 { received == total } else { false }
                })
            #expect(all.suffix(2) == [.writing, .verifying])
        }
    }
}

private final class EventLog: Sendable {
    private let lock = Mutex<[UpdateEvent]>([])
    func append(_ event: UpdateEvent) { lock.withLock { $0.append(event) } }
    var all: [UpdateEvent] { lock.withLock { $0 } }
}
