import Findings
import Foundation
import GoSource
import Testing

@testable import GoRules

@Suite struct ScanCacheTests {
    private let source = """
        package main

        import (
        \t"crypto/tls"
        \t"net/http"
        \t"os"
        )

        var password = "k8Jx2pQ9zLm4Rv7T"
        var c = tls.Config{InsecureSkipVerify: true} // #nosec G402 -- a test server

        func f(apiKeyOfTheClient, given string) bool { return apiKeyOfTheClient == given }
        func h(r *http.Request) { os.Open(r.FormValue("file")) }
        func broken( {
        """

    /// Runs a body with a folder of Go source and one for the cache.
    private func withFolders(_ body: (_ source: String, _ cache: GoScanCache) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("drydock-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createDirectory(atPath: root + "/src", withIntermediateDirectories: true)
        try write(source, root + "/src/main.go")
        try write("module example.com/a\n\ngo 1.22\n", root + "/src/go.mod")
        try body(root + "/src", GoScanCache(folder: root + "/cache/go", version: "1", smallestTarget: 0))
    }

    private func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private func entries(_ cache: GoScanCache) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: cache.folder)) ?? []).map { cache.folder + "/" + $0 }
    }

    private let scanner = GoCodeScanner(GoCodeOptions(rules: RuleSelection(profile: .all), threads: 1))

    @Test func theSameResultComesBack() throws {
        try withFolders { folder, cache in
            let first = try scanner.scan(folder: folder)
            #expect(first.findings.count > 3 && !first.suppressed.isEmpty)
            #expect(try scanner.scan(folder: folder, cache: cache) == first)
            #expect(entries(cache).count == 1)
            let key = cache.key(DiskFiles().absolute(folder), scanner.options, rules: [])
            #expect(cache.load(key, folder, DiskFiles()) == nil)
            #expect(try scanner.scan(folder: folder, cache: cache) == first)
        }
    }

    @Test func nothingOfAFileIsKept() throws {
        try withFolders { folder, cache in
            _ = try scanner.scan(folder: folder, cache: cache)
            let entry = try #require(entries(cache).first)
            let kept = try Data(contentsOf: URL(fileURLWithPath: entry))
            for text in ["k8Jx2pQ9zLm4Rv7T", "k8Jx", "apiKeyOfTheClient", "InsecureSkipVerify: true", "a test server"] {
                #expect(kept.range(of: Data(text.utf8)) == nil, "\(text)")
            }
            let mode = try FileManager.default.attributesOfItem(atPath: entry)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let folderMode = try FileManager.default.attributesOfItem(atPath: cache.folder)[.posixPermissions] as? Int
            #expect(folderMode == 0o700)
        }
    }

    /// Messages quote arguments whole, however long they are.
    @Test func nothingOfALongArgumentIsKept() throws {
        try withFolders { folder, cache in
            let lines = String(repeating: "echo one two three\n", count: 400) + "login k8Jx2pQ9zLm4Rv7T\n"
            try write(
                "package main\n\nimport \"os/exec\"\n\nfunc f(s string) {\n\texec.Command(\"sh\", \"-c\", s+`\(lines)`)\n}\n",
                folder + "/main.go")
            let result = try scanner.scan(folder: folder, cache: cache)
            #expect(result.findings.contains { $0.message?.contains("k8Jx") == true })
            let kept = try Data(contentsOf: URL(fileURLWithPath: #require(entries(cache).first)))
            #expect(kept.range(of: Data("k8Jx".utf8)) == nil && kept.range(of: Data("echo one".utf8)) == nil)
            #expect(try scanner.scan(folder: folder, cache: cache) == result)
            // One that cannot be looked through is not kept at all.
            try FileManager.default.removeItem(atPath: #require(entries(cache).first))
            let more = String(repeating: "echo one two three\n", count: 9000)
            try write(
                "package main\n\nimport \"os/exec\"\n\nfunc f(s string) {\n\texec.Command(\"sh\", \"-c\", s+`\(more)`)\n}\n",
                folder + "/main.go")
            #expect(try !scanner.scan(folder: folder, cache: cache).findings.isEmpty)
            #expect(entries(cache).isEmpty)
        }
    }

    @Test func whatChangesIsScannedAgain() throws {
        try withFolders { folder, cache in
            let before = try scanner.scan(folder: folder, cache: cache)
            try write("package main\n\nfunc f() {}\n", folder + "/main.go")
            #expect(try scanner.scan(folder: folder, cache: cache).findings.isEmpty)
            try write(source, folder + "/main.go")
            #expect(try scanner.scan(folder: folder, cache: cache) == before)
            // A new file in a folder that was looked at.
            try write("package main\n\nvar token = \"k8Jx2pQ9zLm4Rv7T\"\n", folder + "/more.go")
            #expect(try scanner.scan(folder: folder, cache: cache).findings.count > before.findings.count)
        }
    }

    @Test func otherRulesAndProgramsHaveEntriesOfTheirOwn() throws {
        try withFolders { folder, cache in
            _ = try scanner.scan(folder: folder, cache: cache)
            _ = try GoCodeScanner(GoCodeOptions(threads: 1)).scan(folder: folder, cache: cache)
            let next = GoScanCache(folder: cache.folder, version: "2", smallestTarget: 0)
            _ = try scanner.scan(folder: folder, cache: next)
            #expect(entries(cache).count == 3)
        }
    }

    @Test func damagedEntriesAreNone() throws {
        try withFolders { folder, cache in
            let result = try scanner.scan(folder: folder, cache: cache)
            let entry = try #require(entries(cache).first)
            let kept = try Data(contentsOf: URL(fileURLWithPath: entry))
            for place in stride(from: 0, to: kept.count, by: max(1, kept.count / 23)) {
                var damaged = kept
                damaged[place] ^= 0x55
                try damaged.write(to: URL(fileURLWithPath: entry))
                #expect(try scanner.scan(folder: folder, cache: cache) == result)
                try kept.prefix(place).write(to: URL(fileURLWithPath: entry))
                #expect(try scanner.scan(folder: folder, cache: cache) == result)
            }
        }
    }

    /// Bytes behind the digest that nobody wrote: no trap.
    @Test func anyBytesCanBeRead() {
        let cached = CachedResult(target: "", files: MemoryFiles(["a.go": "package a\n"]))
        var state: UInt64 = 7
        for _ in 0..<300 {
            var bytes: [UInt8] = []
            for _ in 0..<80 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(UInt8(truncatingIfNeeded: state >> 33) & 0x0F)
            }
            var reader = CacheReader(bytes: bytes, at: 0)
            _ = cached.read(&reader)
        }
        var reader = CacheReader(bytes: [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], at: 0)
        _ = reader.block()
        #expect(reader.hasFailed)
    }

    @Test func theOldestGoFirst() throws {
        try withFolders { folder, cache in
            _ = try scanner.scan(folder: folder, cache: cache)
            let size = try Data(contentsOf: URL(fileURLWithPath: #require(entries(cache).first))).count
            let small = GoScanCache(folder: cache.folder, version: "2", limit: size * 4 + 8, smallestTarget: 0)
            for version in ["a", "b", "c", "d", "e", "f"] {
                var next = small
                next.version = version
                _ = try scanner.scan(folder: folder, cache: next)
            }
            #expect(entries(cache).count <= 4)
            var few = small
            few.maximumEntries = 2
            few.version = "g"
            _ = try scanner.scan(folder: folder, cache: few)
            #expect(entries(cache).count == 2)
            // The one that was just made is there still.
            let key = few.key(DiskFiles().absolute(folder), scanner.options, rules: chosen)
            #expect(few.load(key, folder, DiskFiles()) != nil)
        }
    }

    private var chosen: [String] {
        AllGoRules.rules.map { $0.card.id } + TaintRules.all.map { $0.card.id }
    }

    @Test func smallFoldersAreNotKept() throws {
        try withFolders { folder, cache in
            var usual = cache
            usual.smallestTarget = GoScanCache.usualSmallestTarget
            #expect(!usual.isWorthwhile(folder))
            _ = try scanner.scan(folder: folder, cache: usual)
            #expect(entries(cache).isEmpty)
            // Tests and what lies in testdata is not read, and does not count.
            let large = "package main\n" + String(repeating: "// A comment of a line.\n", count: 50_000)
            try write(large, folder + "/main_test.go")
            #expect(!usual.isWorthwhile(folder))
            try write(large, folder + "/large.go")
            #expect(usual.isWorthwhile(folder))
            _ = try scanner.scan(folder: folder, cache: usual)
            #expect(entries(cache).count == 1)
        }
    }

    /// An entry that others can write, or a link to somewhere else, is none.
    @Test func entriesOfOthersAreNone() throws {
        try withFolders { folder, cache in
            _ = try scanner.scan(folder: folder, cache: cache)
            let entry = try #require(entries(cache).first)
            let key = cache.key(DiskFiles().absolute(folder), scanner.options, rules: chosen)
            #expect(cache.load(key, folder, DiskFiles()) != nil)
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: entry)
            #expect(cache.load(key, folder, DiskFiles()) == nil)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: entry)
            try FileManager.default.moveItem(atPath: entry, toPath: entry + ".moved")
            try FileManager.default.createSymbolicLink(atPath: entry, withDestinationPath: entry + ".moved")
            #expect(cache.load(key, folder, DiskFiles()) == nil)
        }
    }

    @Test func noFolderIsNoHindrance() throws {
        try withFolders { folder, cache in
            try write("", cache.folder.replacingOccurrences(of: "/cache/go", with: "/cache"))
            let result = try scanner.scan(folder: folder, cache: cache)
            #expect(try scanner.scan(folder: folder) == result)
            #expect(entries(cache).isEmpty)
        }
    }

    @Test func modulesAndDependenciesAreWatched() throws {
        try withFolders { folder, cache in
            let vendored = folder + "/vendor/example.com/b"
            try FileManager.default.createDirectory(atPath: vendored, withIntermediateDirectories: true)
            try write("module example.com/a\n\ngo 1.22\n\nrequire example.com/b v1.0.0\n", folder + "/go.mod")
            try write("# example.com/b v1.0.0\n## explicit\nexample.com/b\n", folder + "/vendor/modules.txt")
            try write("package b\n\nfunc B() string { return \"\" }\n", vendored + "/b.go")
            try write("package main\n\nimport \"example.com/b\"\n\nvar s = b.B()\n", folder + "/main.go")
            _ = try scanner.scan(folder: folder, cache: cache)
            let key = cache.key(DiskFiles().absolute(folder), scanner.options, rules: chosen)
            #expect(cache.load(key, folder, DiskFiles()) != nil)
            try write("package b\n\nfunc B() []byte { return nil }\n", vendored + "/b.go")
            #expect(cache.load(key, folder, DiskFiles()) == nil)
            _ = try scanner.scan(folder: folder, cache: cache)
            #expect(cache.load(key, folder, DiskFiles()) != nil)
            try write("module example.com/c\n\ngo 1.22\n", folder + "/go.mod")
            #expect(cache.load(key, folder, DiskFiles()) == nil)
        }
    }

    @Test func piecesAreFound() {
        let bytes = Array("let one = \"two three\"; let two = \"two three four\"".utf8)
        let around = bytes.withUnsafeBufferPointer { Surroundings($0[0..<$0.count], start: 7) }
        #expect(around.longest(Array("two three fourth".utf8)[...]) == 34..<48)
        #expect(around.longest(Array("thr".utf8)[...]) == nil)
        #expect(around.longest(Array("nowhere".utf8)[...]) == nil)
    }
}
