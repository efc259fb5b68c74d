import Findings
import Foundation
import Testing

@testable import Artifacts

/// Folders on disk.
struct FolderTests {
    private func read(
        _ path: String, _ analyzers: [any Analyzer] = [WholeText()], limits: Limits = Limits()
    ) async throws -> PassResult {
        let source = try ArtifactSource.open(ArtifactTarget("dir:\(path)"), options: OpenOptions(limits: limits))
        return try await SinglePass(analyzers: analyzers, limits: limits).run(source)
    }

    @Test func filesInOrder() async throws {
        let folder = TemporaryFolder()
        for index in 0..<200 { folder.write("d\(index % 7)/e/f\(index)", Array("\(index)".utf8)) }
        folder.write("top", Array("t".utf8))
        let big = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        folder.write("big", big)
        let result = try await read(folder.path)
        #expect(result.facts.map(\.path) == result.facts.map(\.path).sorted())
        #expect(result.facts.count == 202)
        #expect(result.statistics["files"] == 202)
        let streamed = try await read(folder.path, [Streamed()])
        #expect(streamed.seen.contains("big: \(Digest.of(big))"))
        #expect(!result.isPartial)
    }

    @Test func linksAreSeenButNotFollowed() async throws {
        let folder = TemporaryFolder()
        let outside = TemporaryFolder()
        outside.write("secret", Array("s".utf8))
        folder.write("usr/lib/x", Array("1".utf8))
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/out", withDestinationPath: outside.path)
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/lib", withDestinationPath: "usr/lib")
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/loop", withDestinationPath: "loop")
        let result = try await read(folder.path, [WholeText(), Names()])
        #expect(result.seen.filter { !$0.contains("symbolicLink") && $0.contains(": 1") } == ["usr/lib/x: 1"])
        #expect(result.rootLinks["lib"] == "usr/lib")
        #expect(result.rootLinks["loop"] == "loop")
        #expect(!result.facts.contains { $0.path.contains("secret") })
    }

    @Test func excludedPathsAreNotLookedAt() async throws {
        let folder = TemporaryFolder()
        for name in ["a", "out/b", "out/deep/c", "in/out"] { folder.write(name, Array("1".utf8)) }
        var source = try FolderSource(path: folder.path)
        source.excludes = { $0 == "out" || $0 == "in/out" }
        let result = try await SinglePass(analyzers: [WholeText()]).run(.folder(source))
        #expect(result.seen == ["a: 1"])
    }

    @Test func pipesAreNotWaitedFor() async throws {
        let folder = TemporaryFolder()
        folder.write("a", Array("1".utf8))
        #expect(mkfifo("\(folder.path)/pipe", 0o644) == 0)
        #expect(try await read(folder.path).seen == ["a: 1"])
        let names = try await read(folder.path, [Names()])
        #expect(names.facts.contains { $0.path == "pipe" })
    }

    @Test func whatCannotBeReadIsNoted() async throws {
        guard getuid() != 0 else {
            print("SKIPPED: FolderTests.whatCannotBeReadIsNoted: root may read everything")
            return
        }
        let folder = TemporaryFolder()
        folder.write("a", Array("1".utf8))
        chmod("\(folder.path)/a", 0)
        let result = try await read(folder.path)
        #expect(result.isPartial)
        #expect(result.notes[0].location?.path == "a")
    }

    @Test func depthAndEntriesAreLimited() async throws {
        let folder = TemporaryFolder()
        folder.write("a/b/c/d/e", Array("1".utf8))
        folder.write("a/f", Array("2".utf8))
        var limits = Limits()
        limits.folderDepth = 2
        let result = try await read(folder.path, limits: limits)
        #expect(result.seen == ["a/f: 2"])
        #expect(result.isPartial)
        limits = Limits()
        limits.layerEntries = 2
        await #expect(throws: ArtifactError.self) { try await read(folder.path, limits: limits) }
    }

    @Test func kernelFileSystemsByMountInfo() {
        let text = """
            22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
            23 22 0:21 / /proc rw,nosuid - proc proc rw
            24 22 0:300 / /sys rw - sysfs sysfs rw
            broken line
            """
        let kernel = KernelFileSystems(mountInfo: Array(text.utf8))
        #expect(kernel.contains(KernelFileSystems.device(major: 0, minor: 21)))
        #expect(kernel.contains(KernelFileSystems.device(major: 0, minor: 300)))
        #expect(!kernel.contains(KernelFileSystems.device(major: 254, minor: 0)))
        #expect(KernelFileSystems.device(major: 8, minor: 1) == 0x801)
    }

    @Test func manyThreadsGiveOneResult() async throws {
        let folder = TemporaryFolder()
        for index in 0..<300 { folder.write("d\(index % 3)/f\(index)", Array("\(index)".utf8)) }
        var limits = Limits()
        limits.parallelLayers = 8
        limits.notes = 5
        let first = try await read(folder.path, [WholeText(limit: 2), Names()], limits: limits)
        limits.parallelLayers = 1
        let second = try await read(folder.path, [WholeText(limit: 2), Names()], limits: limits)
        #expect(first.seen == second.seen)
        #expect(first.notes == second.notes)
        #expect(first.notes.count == 6)
        #expect(first.statistics == second.statistics)
    }
}
