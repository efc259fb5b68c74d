import Artifacts
import CBzip2
import CLzma
import CZstd
import Testing

@testable import Secrets

/// xz, zstd and bzip2, alone, with archives in them, in zip archives, damaged and too large.
struct CompressedTests {
    static func xz(_ content: [UInt8], preset: UInt32 = 1) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: content.count + 4096)
        var used = 0
        _ = lzma_easy_buffer_encode(preset, LZMA_CHECK_CRC32, nil, content, content.count, &out, &used, out.count)
        return Array(out[..<used])
    }

    static func zstd(_ content: [UInt8]) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: ZSTD_compressBound(content.count))
        let context = ZSTD_createCCtx()
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        let used = ZSTD_compress2(context, &out, out.count, content, content.count)
        return Array(out[..<used])
    }

    static func bzip2(_ content: [UInt8]) -> [UInt8] {
        var out = [CChar](repeating: 0, count: content.count + content.count / 50 + 1024)
        var used = UInt32(out.count)
        var source = content.map { CChar(bitPattern: $0) }
        _ = BZ2_bzBuffToBuffCompress(&out, &used, &source, UInt32(source.count), 1, 0, 0)
        return out[..<Int(used)].map { UInt8(bitPattern: $0) }
    }

    static let packers: [(name: String, pack: @Sendable ([UInt8]) -> [UInt8])] = [
        ("xz", { xz($0) }), ("zst", { zstd($0) }), ("bz2", { bzip2($0) }), ("gz", { Samples.gzip($0) }),
    ]

    private func notes(_ content: [UInt8], _ limits: SecretLimits = SecretLimits()) -> [String] {
        var analyzer = SecretScanner(SecretScanOptions(limits: limits)).analyzer()
        var notes: [String] = []
        content.withUnsafeBytes { bytes in
            analyzer.analyze(Entry(path: "a", size: Int64(bytes.count)), content: bytes) { output in
                if case .note(let text, makesPartial: true) = output { notes.append(text) }
            }
        }
        return notes
    }

    @Test func compressedFilesAreOpened() {
        let text = Array("first\nx = \(Samples.gitHub(5))\n".utf8)
        let tar = Samples.tar([("etc/app.conf", text)])
        for (name, pack) in Self.packers {
            for (content, member) in [(pack(text), nil), (pack(tar), "etc/app.conf"), (pack(pack(text)), nil)] {
                for pieces in [[content.count], [1], [100, 3]] {
                    let facts = ContentTests.facts(content, path: "a.\(name)", pieces: pieces)
                    #expect(facts.map(\.member) == [member], "\(name) \(pieces)")
                    #expect(facts.first?.line == 2)
                }
            }
            #expect(notes(pack(text)).isEmpty)
        }
    }

    @Test func streamsMayFollowEachOther() {
        let first = Array("nothing here\n".utf8)
        let second = Array("x = \(Samples.gitHub(6))\n".utf8)
        for (name, pack) in Self.packers {
            let content = pack(first) + pack(second)
            #expect(ContentTests.facts(content, path: "a.\(name)", pieces: [7]).map(\.line) == [2], "\(name)")
        }
        let padded = Self.xz(first) + [0, 0, 0, 0] + Self.xz(second)
        #expect(ContentTests.facts(padded, path: "a.xz", pieces: [5]).count == 1)
        let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
        #expect(ContentTests.facts(Self.zstd(first) + skippable + Self.zstd(second), path: "a", pieces: [9]).count == 1)
    }

    @Test func zipMembersOfOtherMethodsAreOpened() {
        let text = Array("x = \(Samples.gitHub(7))\n".utf8)
        for (method, packed) in [(12, Self.bzip2(text)), (93, Self.zstd(text)), (95, Self.xz(text))] {
            var zip: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 0, 0, UInt8(method), 0, 0, 0, 0, 0, 0, 0, 0, 0]
            zip += [UInt8(packed.count & 0xFF), UInt8(packed.count >> 8), 0, 0, UInt8(text.count), 0, 0, 0, 1, 0, 0, 0]
            zip += [0x61] + packed + [0x50, 0x4B, 1, 2] + [UInt8](repeating: 0, count: 42)
            #expect(ContentTests.facts(zip, path: "a.zip", pieces: [11]).map(\.member) == ["a"], "\(method)")
        }
    }

    @Test func damageAndExcessAreNoted() {
        let text = Array(repeating: Array("some words of a text\n".utf8), count: 400).flatMap { $0 }
        for (name, pack) in Self.packers {
            var content = pack(text)
            for index in (content.count / 2)..<(content.count / 2 + 8) { content[index] ^= 0x5A }
            #expect(notes(content).contains { $0.contains("cannot be unpacked") }, "\(name)")
            var limits = SecretLimits()
            limits.unpackedBytes = 1000
            #expect(notes(pack(text), limits).contains { $0.contains("unpacks to more than") }, "\(name)")
        }
        var limits = SecretLimits()
        limits.bzip2Bytes = 1000
        #expect(notes(Self.bzip2(text), limits).contains { $0.contains("bzip2 data that unpack to more") })
        #expect(notes(Self.xz(text), limits).isEmpty)
        limits.dictionaryBytes = 1 << 20
        #expect(notes(Self.xz(text, preset: 6), limits).contains { $0.contains("more memory than allowed") })
        #expect(notes(Self.xz(text, preset: 6)).isEmpty)
    }

    @Test func hostileStreamsDoNotTrap() {
        let text = Array(repeating: Array("x = \(Samples.gitHub(8)) and words\n".utf8), count: 20).flatMap { $0 }
        var state: UInt64 = 11
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for (_, pack) in Self.packers {
            let seed = pack(pack(text))
            for _ in 0..<150 {
                var bytes = seed
                for _ in 0..<(1 + random(4)) { bytes[random(bytes.count)] = UInt8(random(256)) }
                bytes.removeLast(random(bytes.count / 2))
                bytes.withUnsafeBytes { SecretFuzz.run($0) }
            }
        }
    }
}
