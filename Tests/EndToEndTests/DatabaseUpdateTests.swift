import Foundation
import Testing

/// `drydock db update` against a server on loopback that holds upstream's formats.
@Suite(.serialized) struct DatabaseUpdateTests {
    private static let upstream = [
        "https://osv-vulnerabilities.storage.googleapis.com", "https://security-tracker.debian.org",
        "https://www.cisa.gov", "https://epss.empiricalsecurity.com", "https://packages.wolfi.dev",
        "https://github.com", "https://secdb.alpinelinux.org", "https://cdn.amazonlinux.com",
    ]

    private struct World {
        var scratch: Scratch
        var server: FileServer
        var database: String { scratch.path("cache/advisories.db") }
        var mirrors: [String] {
            DatabaseUpdateTests.upstream.flatMap { ["--mirror", "\($0)=\(server.address)"] }
        }

        func update(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
            try Tool.run(
                Tool.binary, ["db", "update", "--database", database] + arguments,
                environment: ["SOURCE_DATE_EPOCH": "1790000000", "NO_COLOR": "1"].merging(environment) { $1 })
        }

        /// Ids that the example image has by this database.
        func ids() throws -> Set<String> {
            let outcome = try Tool.drydock(
                "scan", "oci:" + Tool.exampleImage, "--only", "vuln", "--database", database, "-f", "json")
            let artifacts = try #require(outcome.json()["artifacts"] as? [[String: Any]], "\(outcome.errors)")
            let findings = try #require(artifacts.first?["findings"] as? [[String: Any]])
            return Set(findings.flatMap { [$0["id"] as? String ?? ""] + ($0["aliases"] as? [String] ?? []) })
        }
    }

    private static let debian = "tracker/data/json"
    private static let kev = "sites/default/files/feeds/known_exploited_vulnerabilities.json"
    private static let go = "Go/all.zip"

    private func kev(_ day: String) -> String {
        #"{"title":"CISA","catalogVersion":"1","dateReleased":"\#(day)","count":1,"vulnerabilities":[{"cveID":"CVE-2023-44487","dateAdded":"2023-10-10","knownRansomwareCampaignUse":"Unknown"}]}"#
    }

    private func tracker(_ version: String) -> String {
        #"{"curl":{"CVE-2023-38545":{"releases":{"bookworm":{"status":"resolved","fixed_version":"\#(version)","urgency":"high"}}}}}"#
    }

    private func world() throws -> World? {
        let scratch = try Scratch()
        guard let server = try FileServer.start(scratch) else { return nil }
        try server.put(Self.kev, kev("2025-12-01"))
        try server.put(Self.debian, tracker("7.88.1-10+deb12u4"))
        return World(scratch: scratch, server: server)
    }

    private let small = ["--source", "kev", "--source", "debian"]

    /// The real files, in the archives that upstream serves.
    @Test func realFilesInUpstreamsArchives() throws {
        guard let world = try world() else { return }
        let real = Tool.shared.appendingPathComponent("advisories")
        let script = """
            import io, sys, tarfile, zipfile, subprocess, gzip, json
            def records(name):
                data = subprocess.run(["zstd", "-dc", sys.argv[1] + "/" + name], stdout=subprocess.PIPE, check=True).stdout
                with tarfile.open(fileobj=io.BytesIO(data)) as tar:
                    for member in tar:
                        if member.isfile():
                            yield member.name, tar.extractfile(member).read()
            def zip(name, prefix, keep):
                buffer = io.BytesIO()
                with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
                    for number, (path, data) in enumerate(records(name)):
                        if keep(number, data):
                            archive.writestr(prefix + path.split("/")[-1], data)
                return buffer.getvalue()
            import os
            out = sys.argv[2]
            def put(path, data):
                os.makedirs(os.path.dirname(out + "/" + path), exist_ok=True)
                open(out + "/" + path, "wb").write(data)
            put("Go/all.zip", zip("go-vulndb-osv.tar.zst", "", lambda n, d: n % 9 == 0 or b'"CVE-2023-39325"' in d))
            put("cisagov/vulnrichment/archive/refs/heads/develop.zip",
                zip("cve-records-2024-10.tar.zst", "vulnrichment-develop/2023/39xxx/",
                    lambda n, d: n % 9 == 0 or b'"CVE-2023-39325"' in d))
            put("\(Self.kev)", subprocess.run(["zstd", "-dc", sys.argv[1] + "/kev.json.zst"], stdout=subprocess.PIPE).stdout)
            put("epss_scores-current.csv.gz", gzip.compress(
                b"#model_version:v2025.03.14,score_date:2025-12-01T00:00:00+0000\\ncve,epss,percentile\\nCVE-2023-39325,0.0093,0.7\\n"))
            put("os/security.json", json.dumps({"apkurl": "", "archs": ["x86_64"], "reponame": "os",
                "urlprefix": "https://packages.wolfi.dev", "packages":
                [{"pkg": {"name": "go-1.21", "secfixes": {"1.21.3-r0": ["CVE-2023-39325"]}}}]}).encode())
            put("2/core/latest/x86_64/mirror.list", b"https://cdn.amazonlinux.com/2/core/2.0/x86_64/abc\\n")
            put("al2023/core/mirrors/latest/x86_64/mirror.list", b"https://cdn.amazonlinux.com/2/core/2.0/x86_64/abc\\n")
            put("2/core/2.0/x86_64/abc/repodata/repomd.xml", b'<repomd><data type="updateinfo"><checksum>1</checksum>'
                b'<location href="repodata/1-updateinfo.xml.gz"/></data></repomd>')
            put("2/core/2.0/x86_64/abc/repodata/1-updateinfo.xml.gz", gzip.compress(
                b'<updates><update><id>ALAS2-2020-1561</id><issued date="2020-11-09 17:51"/><references>'
                b'<reference id="CVE-2019-3695" type="cve"/></references><pkglist><collection><package name="pcp" epoch="0" '
                b'version="4.3.2" release="12.amzn2.0.1"/></collection></pkglist></update></updates>'))
            """
        guard FileManager.default.fileExists(atPath: real.path), let python = Tool.find("python3"),
            Tool.find("zstd") != nil
        else {
            print("SKIPPED: update from real files: ../shared/advisories or zstd is not there")
            return
        }
        let made = try Tool.run(python, ["-c", script, real.path, world.server.folder.path])
        #expect(made.status == 0, "\(made.errors)")
        let sources = ["osv-go", "vulnrichment", "kev", "epss", "wolfi", "amazon", "debian"]
        let outcome = try world.update(sources.flatMap { ["--source", $0] } + world.mirrors)
        #expect(outcome.status == 0, "\(outcome.errors)")
        for name in ["go-vulndb", "cve", "kev", "epss", "wolfi", "amazon", "debian"] {
            #expect(outcome.text.contains(name + " "), "\(name): \(outcome.text)")
        }
        #expect(outcome.errors.contains("fetching  osv-go: \(world.server.address)/Go/all.zip"))
        #expect(outcome.errors.contains("verifying the database"))
        #expect(try world.ids().contains("CVE-2023-39325"))
        let status = try Tool.drydock("db", "status", "--database", world.database)
        #expect(status.text.contains("amazon") && status.text.contains("2020-11-09"))
        #expect(try Tool.drydock("db", "verify", "--database", world.database).status == 0)
    }

    @Test func onlyWhatIsNewIsFetched() throws {
        guard let world = try world() else { return }
        #expect(try world.update(small + world.mirrors).status == 0)
        let second = try world.update(small + world.mirrors)
        #expect(second.status == 0)
        #expect(second.text.hasPrefix("nothing is new"))
        #expect(second.errors.contains("unchanged kev"))
        #expect(world.server.requests.suffix(2).allSatisfy { $0.contains(" 304 ") }, "\(world.server.requests)")
        try world.server.put(Self.debian, tracker("7.88.1-10+deb12u5"))
        let third = try world.update(small + world.mirrors + ["-q"])
        #expect(third.status == 0)
        #expect(third.errors.isEmpty)
        #expect(third.text.contains("advisories of"))
        #expect(world.server.requests.suffix(2).map { $0.contains(" 304 ") }.sorted { $1 } == [false, true])
    }

    @Test func anInterruptedDownloadGoesOnWhereItStopped() throws {
        guard let world = try world() else { return }
        let filler = (0..<20_000).map {
            "\"pad\($0)\":{\"CVE-2023-\($0 + 10_000)\":{\"releases\":{\"bookworm\":{\"status\":\"open\",\"urgency\":\"low\"}}}}"
        }
        let text = "{" + filler.joined(separator: ",") + "}"
        try world.server.put(Self.debian, text)
        // Within one call it goes on at once.
        try world.server.misbehave(.init(path: Self.debian, cut: 700_000))
        let outcome = try world.update(["--source", "debian"] + world.mirrors)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            world.server.requests.contains { $0.contains(" 206 bytes=") && !$0.contains("bytes=0-") },
            "\(world.server.requests)")
        // Over two calls, the first of which was given up.
        try world.server.put(Self.debian, text.replacingOccurrences(of: "\"low\"", with: "\"high\""))
        try world.server.misbehave(.init(path: Self.debian, cut: 700_000), .init(path: Self.debian, status: 404))
        let failed = try world.update(["--source", "debian"] + world.mirrors)
        #expect(failed.errors.contains("its earlier file is used"), "\(failed.errors)")
        let before = world.server.requests.count
        let resumed = try world.update(["--source", "debian"] + world.mirrors)
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(world.server.requests.dropFirst(before).contains { $0.contains(" 206 bytes=") })
        #expect(try Tool.drydock("db", "verify", "--database", world.database).status == 0)
    }

    @Test func theOldDatabaseServesUntilTheNewOneIsThere() throws {
        guard let world = try world() else { return }
        #expect(try world.update(small + world.mirrors).status == 0)
        let old = try Data(contentsOf: URL(fileURLWithPath: world.database))
        try world.server.put(Self.debian, tracker("7.88.1-10+deb12u5"))
        try world.server.misbehave(.init(path: Self.debian, stall: true))
        let running = Process()
        running.executableURL = Tool.binary
        running.arguments = ["db", "update", "-q", "--database", world.database] + small + world.mirrors
        running.standardOutput = FileHandle.nullDevice
        running.standardError = FileHandle.nullDevice
        try running.run()
        #expect(world.server.waitForStall())
        // Meanwhile: the old one answers, and a second update is told to wait.
        #expect(try Tool.drydock("db", "verify", "--database", world.database).status == 0)
        let busy = try world.update(small + world.mirrors)
        #expect(busy.status == 2)
        #expect(busy.errors.contains("another update is under way"), "\(busy.errors)")
        // The update dies: nothing is lost, the lock goes with it.
        kill(running.processIdentifier, SIGKILL)
        running.waitUntilExit()
        #expect(try Data(contentsOf: URL(fileURLWithPath: world.database)) == old)
        try world.server.release()
        #expect(try world.update(small + world.mirrors).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: world.database)) != old)
    }

    @Test func aCorruptSourceIsRefusedByName() throws {
        guard let world = try world() else { return }
        #expect(try world.update(small + world.mirrors).status == 0)
        let old = try Data(contentsOf: URL(fileURLWithPath: world.database))
        try world.server.put(Self.debian, String(tracker("1").dropLast(9)))
        let outcome = try world.update(small + world.mirrors + ["-q"])
        // The earlier file stands in, so the job is done, and the user is told.
        #expect(outcome.status == 0)
        #expect(outcome.errors.hasPrefix("drydock: debian: "), "\(outcome.errors)")
        #expect(outcome.errors.contains("(its earlier file is used)"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: world.database)).count == old.count)
        // Without an earlier one the job is not done.
        let fresh = try Tool.run(
            Tool.binary,
            ["db", "update", "-q", "--database", world.scratch.path("other/advisories.db")] + small + world.mirrors)
        #expect(fresh.status == 2)
        #expect(fresh.errors.contains("drydock: debian: "), "\(fresh.errors)")
        // Nothing at all.
        let nothing = try Tool.run(
            Tool.binary,
            ["db", "update", "-q", "--database", world.scratch.path("third/advisories.db"), "--source", "debian"]
                + world.mirrors)
        #expect(nothing.status == 2)
        #expect(!FileManager.default.fileExists(atPath: world.scratch.path("third/advisories.db")))
    }

    @Test func sourcesAndMirrorsFromTheConfiguration() throws {
        guard let world = try world() else { return }
        let configuration = world.scratch.path("drydock.yaml")
        let mirrors = Self.upstream.map { "    \($0): \(world.server.address)\n" }.joined()
        try Data("advisories:\n  sources: [kev]\n  mirrors:\n\(mirrors)".utf8)
            .write(to: URL(fileURLWithPath: configuration))
        let outcome = try world.update(["--config", configuration])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(world.server.requests.map { $0.split(separator: " ")[1] } == ["/\(Self.kev)"])
        // The database in the user's own cache is found without a word.
        let cache = ["DRYDOCK_CACHE_DIR": world.scratch.path("cache")]
        let status = try Tool.drydock("db", "status", environment: cache)
        #expect(status.text.contains(world.database))
        #expect(status.text.contains("kev"))
    }
}
