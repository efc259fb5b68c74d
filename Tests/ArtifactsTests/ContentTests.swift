import TestSupport
import Testing

@testable import Artifacts

/// Heads, whole files and streams, over the borders of blocks.
struct ContentTests {
    private static let sizes = [0, 1, 511, 512, 4096, 4097, 512 << 10, (512 << 10) + 1, 1_700_000]

    private static func bytes(_ size: Int) -> [UInt8] {
        var numbers = SeededNumbers(seed: UInt64(size))
        return Array("YES".utf8.prefix(size))
            + (0..<max(0, size - 3)).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
    }

    @Test func allWaysOfReadingSeeTheSame() async throws {
        let layer = ImageMaker.Layer { tar in for size in Self.sizes { tar.file("f\(size)", Self.bytes(size)) } }
        let result = try await scan([layer], [Confirmed(), Streamed()])
        for size in Self.sizes {
            let texts = result.facts.filter { $0.path == "f\(size)" }.compactMap { ($0.fact as? TextFact)?.text }
            let digest = "\(Digest.of(Self.bytes(size)))"
            #expect(texts == (size < 3 ? [digest] : [digest, digest]), "\(size)")
        }
    }

    @Test func headsAreAsLongAsWanted() async throws {
        let layer = ImageMaker.Layer { tar in
            tar.file("pad", [UInt8](repeating: 1, count: (512 << 10) - 2048))
            tar.file("big", [UInt8](repeating: 0x61, count: 4000))
            tar.file("small", "abc")
        }
        let result = try await scan([layer], [Head(size: 1000)])
        #expect(result.seen.contains("small: abc"))
        #expect(result.seen.contains("big: " + String(repeating: "a", count: 1000)))
    }

    @Test func streamsMayStopEarly() async throws {
        let layer = ImageMaker.Layer { tar in
            tar.file("big", [UInt8](repeating: 0x61, count: 1_500_000))
            tar.file("next", "x")
        }
        let result = try await scan([layer], [Streamed(limit: 1), WholeText()])
        #expect(result.facts.count == 4)
    }

    @Test func filesOverTheLimitBecomeNotes() async throws {
        let layer = ImageMaker.Layer { tar in
            tar.file("big", [UInt8](repeating: 0x61, count: 3000))
            tar.file("small", "abc")
        }
        var result = try await scan([layer], [WholeText(limit: 1000)])
        #expect(result.seen == ["small: abc"])
        #expect(result.isPartial)
        #expect(result.notes[0].location?.path == "big")
        var limits = Limits()
        limits.heldFileBytes = 2999
        result = try await scan([layer], [Confirmed(), WholeText()], limits: limits)
        #expect(result.seen == ["small: abc"])
    }

    @Test func largeFilesSpill() async throws {
        var limits = Limits()
        limits.spillBytes = 1000
        limits.heldBytesInFlight = 100
        let content = Self.bytes(1_300_000)
        let layer = ImageMaker.Layer { $0.file("big", content) }
        let result = try await scan([layer, layer], [Confirmed()], limits: limits)
        #expect(result.seen == ["big: \(Digest.of(content))"])
    }
}
