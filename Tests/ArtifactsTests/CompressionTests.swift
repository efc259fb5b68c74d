import TestSupport
import Testing

@testable import Artifacts

/// Gives bytes in pieces of a few.
final class SlowReader: BlobReader, @unchecked Sendable {
    private var rest: ArraySlice<UInt8>
    private let step: Int

    init(_ bytes: [UInt8], step: Int) {
        rest = bytes[...]
        self.step = step
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArtifactError) -> Int {
        let piece = rest.prefix(min(step, buffer.count))
        buffer.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }

    func close() {}
}

func unpack(
    _ bytes: [UInt8], step: Int = .max, block: Int = 4096, limits: Limits = Limits(), size: Int64? = nil
) throws(ArtifactError) -> [UInt8] {
    let stream = UnpackedStream(
        name: "blob", reader: SlowReader(bytes, step: step), hashing: .sha256, expectedSize: size, limits: limits)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: block, alignment: 16)
    defer { buffer.deallocate() }
    var result: [UInt8] = []
    while true {
        let count = try stream.fill(buffer)
        if count == 0 { break }
        result += buffer[..<count]
    }
    let packed = try stream.finish()
    #expect(packed.digest == .of(bytes))
    #expect(packed.size == Int64(bytes.count))
    return result
}

struct CompressionTests {
    /// Text and noise, several hundred kilobytes.
    private static let plain: [UInt8] = {
        var numbers = SeededNumbers(seed: 1)
        return (0..<40_000).flatMap { index in
            index % 3 == 0 ? Array("line \(index)\n".utf8) : [UInt8(truncatingIfNeeded: numbers.next())]
        }
    }()

    @Test(arguments: [1, 7, 1000, Int.max], [1, 512, 1 << 16])
    func piecesOfAnySizeUnpackTheSame(_ step: Int, _ block: Int) throws {
        let plain = Array(Self.plain.prefix(step == 1 ? 3000 : 100_000))
        #expect(try unpack(Pack.gzip(plain), step: step, block: block) == plain)
        #expect(try unpack(Pack.zstd(plain), step: step, block: block) == plain)
        #expect(try unpack(plain, step: step, block: block) == plain)
    }

    @Test func manyMembersAndFrames() throws {
        let parts = [Array(Self.plain.prefix(1000)), [], Array(Self.plain.suffix(70_000))]
        #expect(try unpack(parts.flatMap { Pack.gzip($0) }) == parts.flatMap { $0 })
        // A skippable frame before, between and after.
        let skipped: [UInt8] = [0x51, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
        #expect(try unpack(skipped + parts.flatMap { Pack.zstd($0) + skipped }) == parts.flatMap { $0 })
    }

    @Test func gzipHeaderFields() throws {
        var packed = Pack.gzip([1, 2, 3])
        // FEXTRA, FNAME, FCOMMENT.
        packed[3] = 0x1C
        packed.insert(contentsOf: [2, 0, 9, 9] + Array("name\0comment\0".utf8), at: 10)
        for step in [1, 5, Int.max] { #expect(try unpack(packed, step: step) == [1, 2, 3]) }
    }

    @Test func paddingOfZerosIsForgivenOtherBytesAreNot() throws {
        let packed = Pack.gzip([1, 2, 3])
        #expect(try unpack(packed + [0, 0, 0]) == [1, 2, 3])
        #expect(throws: ArtifactError.self) { try unpack(packed + [0, 1]) }
        #expect(throws: ArtifactError.self) { try unpack(packed + [7]) }
        #expect(throws: ArtifactError.self) { try unpack(packed + [0x1F]) }
    }

    @Test func checksumsAreChecked() throws {
        let packed = Pack.gzip(Array(Self.plain.prefix(5000)))
        for place in [packed.count - 8, packed.count - 1] {
            var broken = packed
            broken[place] ^= 1
            do throws(ArtifactError) {
                _ = try unpack(broken)
                Issue.record("not noticed")
            } catch {
                guard case .corruptCompression("blob", let offset, let reason) = error else {
                    Issue.record("\(error)")
                    continue
                }
                #expect(reason == "the gzip checksum does not match the content")
                // Within the trailer or next to it.
                #expect(abs(offset - Int64(packed.count)) <= 8)
            }
        }
    }

    @Test func truncationAnywhereIsAnError() throws {
        for packed in [Pack.gzip(Array(Self.plain.prefix(3000))), Pack.zstd(Array(Self.plain.prefix(3000)))] {
            for length in 1..<packed.count {
                let cut = Array(packed[..<length])
                // Too short to tell what it is.
                if length < 4 { continue }
                #expect(throws: ArtifactError.self, "\(length) of \(packed.count)") { try unpack(cut) }
            }
        }
        let packed = Pack.gzip(Self.plain)
        #expect(
            throws: ArtifactError.truncated(blob: "blob", offset: 1000, reason: "the compressed stream is incomplete")
        ) { try unpack(Array(packed[..<1000])) }
        // Where the size is known, it is the clearer message.
        #expect(throws: ArtifactError.wrongSize(blob: "blob", expected: 2000, actual: 1000)) {
            try unpack(Array(packed[..<1000]), size: 2000)
        }
    }

    @Test func mutationsNeitherTrapNorHang() {
        var numbers = SeededNumbers(seed: 9)
        for packed in [Pack.gzip(Array(Self.plain.prefix(2000))), Pack.zstd(Array(Self.plain.prefix(2000)))] {
            for _ in 0..<700 {
                var broken = packed
                for _ in 0..<Int.random(in: 1...3, using: &numbers) {
                    broken[Int.random(in: 0..<packed.count, using: &numbers)] = UInt8.random(
                        in: 0...255, using: &numbers)
                }
                broken.withUnsafeBytes {
                    _ = GzipFuzz.run($0)
                    _ = ZstdFuzz.run($0)
                }
            }
        }
    }

    @Test func sizeAndWindowAreLimited() {
        var limits = Limits()
        limits.unpackedLayerBytes = 10_000
        let bomb = Pack.gzip([UInt8](repeating: 0, count: 1_000_000))
        #expect(
            throws: ArtifactError.limitExceeded(
                blob: "blob", name: "unpackedLayerBytes", limit: 10_000, offset: 10_000)
        ) { try unpack(bomb, limits: limits) }
        limits = Limits()
        limits.zstdWindowLog = 10
        #expect(throws: ArtifactError.limitExceeded(blob: "blob", name: "zstdWindowLog", limit: 10, offset: 0)) {
            try unpack(Pack.zstd(Self.plain), limits: limits)
        }
    }

    @Test(
        arguments: [
            (Array("BZh91AY".utf8), "bzip2"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 1], "xz"),
            ([0x04, 0x22, 0x4D, 0x18, 0, 0], "lz4"),
        ] as [([UInt8], String)])
    func otherCompressionsAreNamed(_ bytes: [UInt8], _ name: String) {
        #expect(
            throws: ArtifactError.unsupported(
                what: "blob, compressed with \(name),", advice: "images use gzip, zstd or no compression")
        ) { try unpack(bytes) }
    }

    @Test func aTarWhoseNameLooksPackedIsATar() throws {
        var tar = TarMaker()
        tar.add(.init(rawName: [0x1F, 0x8B, 0x08]))
        #expect(try unpack(tar.ended()) == tar.ended())
    }
}
