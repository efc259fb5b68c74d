import TestSupport
import Testing

@testable import Artifacts

/// An entry as a test looks at it.
struct ReadEntry: Hashable {
    var path: String
    var kind: Entry.Kind
    var size: Int64
    var content: [UInt8]
    var text: String { String(decoding: content, as: UTF8.self) }
}

func readTar(
    _ bytes: [UInt8], limits: Limits = Limits(), blockSize: Int = 512, each: (TarReader) -> Void = { _ in }
) throws(ArtifactError) -> [ReadEntry] {
    var entries: [ReadEntry] = []
    var failure: ArtifactError?
    bytes.withUnsafeBytes { buffer in
        let cursor = BlockCursor(MemorySupply(buffer, blockSize: blockSize), name: "test.tar")
        let tar = TarReader(cursor, name: "test.tar", limits: limits)
        do throws(ArtifactError) {
            while try tar.next() {
                each(tar)
                var content: [UInt8] = []
                let reader = tar.content
                while reader.remaining > 0 { content += try reader.piece(300) }
                entries.append(
                    ReadEntry(path: tar.entry.path, kind: tar.entry.kind, size: tar.entry.size, content: content))
            }
        } catch {
            failure = error
        }
    }
    if let failure { throw failure }
    return entries
}

struct TarReaderTests {
    @Test func kindsAndFields() throws {
        var modes: [UInt16] = []
        let bytes = TarMaker.make {
            $0.folder("d")
            $0.file("d/f", "content", mode: 0o4755)
            $0.symbolicLink("s", to: "../x")
            $0.hardLink("h", to: "/d//f")
            $0.add(.init(name: "c", type: "3"))
            $0.add(.init(name: "b", type: "4"))
            $0.add(.init(name: "p", type: "6"))
            $0.add(.init(name: "old", type: "\0"), Array("x".utf8))
            $0.add(.init(name: "folder/", type: "\0"))
            $0.add(.init(name: "seven", type: "7"), Array("y".utf8))
        }
        let entries = try readTar(bytes) { modes.append($0.entry.mode) }
        #expect(entries.map(\.path) == ["d", "d/f", "s", "h", "c", "b", "p", "old", "folder", "seven"])
        #expect(
            entries.map(\.kind) == [
                .folder, .file, .symbolicLink(target: "../x"), .hardLink(target: "d/f"), .characterDevice,
                .blockDevice, .fifo, .file, .folder, .file,
            ])
        #expect(entries[1].text == "content")
        #expect(modes[1] == 0o4755)
    }

    @Test(arguments: [512, 1024, 1 << 20]) func blocksOfAnySizeReadTheSame(_ size: Int) throws {
        let content = [UInt8](repeating: 7, count: 5000)
        let bytes = TarMaker.make {
            $0.file("a", content)
            $0.file("b", "x")
        }
        #expect(try readTar(bytes, blockSize: size).map(\.content) == [content, [0x78]])
    }

    @Test func prefixOfPOSIXButNotOfGNU() throws {
        let long = String(repeating: "d", count: 150)
        var tar = TarMaker()
        tar.add(.init(name: "f", prefix: long))
        tar.add(.init(name: "g", magic: "ustar  \0", prefix: long))
        #expect(try readTar(tar.ended()).map(\.path) == ["\(long)/f", "g"])
    }

    @Test func extendedHeaders() throws {
        let long = "a/" + String(repeating: "ä", count: 300)
        var modified: [Int64] = []
        let bytes = TarMaker.make {
            $0.pax([("path", long), ("mtime", "1700000000.25"), ("uid", "4000000000"), ("comment", "x=y")])
            $0.file("short", "1")
            $0.pax([("linkpath", long)])
            $0.symbolicLink("s", to: "short")
            $0.file("plain", "2")
        }
        let entries = try readTar(bytes) { modified.append($0.entry.modified) }
        #expect(entries.map(\.path) == [long, "s", "plain"])
        #expect(entries[1].kind == .symbolicLink(target: long))
        #expect(modified == [1_700_000_000, 0, 0])
    }

    @Test func extendedSizeCountsForContent() throws {
        var tar = TarMaker()
        tar.pax([("size", "700")])
        tar.bytes += TarMaker.Header(name: "big", size: 3).bytes()
        tar.content([UInt8](repeating: 0x61, count: 700))
        tar.file("next", "n")
        #expect(try readTar(tar.ended()).map(\.size) == [700, 1])
    }

    @Test func globalHeadersGiveTimesButNoNames() throws {
        var odd: [TarReader.Oddities] = []
        var modified: [Int64] = []
        let bytes = TarMaker.make {
            $0.pax([("mtime", "5"), ("path", "everything"), ("size", "1")], type: "g")
            $0.file("a", "12")
            $0.file("b", "3")
        }
        let entries = try readTar(bytes) {
            odd.append($0.oddities)
            modified.append($0.entry.modified)
        }
        #expect(entries.map(\.path) == ["a", "b"])
        #expect(entries.map(\.text) == ["12", "3"])
        #expect(modified == [5, 5])
        #expect(odd[0].contains(.globalNames))
    }

    @Test func longNamesOfGNU() throws {
        let long = String(repeating: "long/", count: 60) + "f"
        let bytes = TarMaker.make {
            $0.add(.init(name: "././@LongLink", type: "L"), Array(long.utf8) + [0])
            $0.add(.init(name: "././@LongLink", type: "K"), Array("target".utf8) + [0])
            $0.symbolicLink("cut", to: "cut")
        }
        let entries = try readTar(bytes)
        #expect(entries.map(\.path) == [long])
        #expect(entries[0].kind == .symbolicLink(target: "target"))
    }

    @Test func numbersInBase256() throws {
        var tar = TarMaker()
        tar.bytes += TarMaker.Header(name: "f").bytes { block in
            block[124] = 0x80
            for index in 125..<136 { block[index] = 0 }
            block[135] = 5
        }
        tar.content(Array("12345".utf8))
        #expect(try readTar(tar.ended()).map(\.text) == ["12345"])
    }

    @Test func namesThatAreNotUTF8() throws {
        var raw: [UInt8] = []
        var tar = TarMaker()
        tar.add(.init(rawName: [0x61, 0xFF, 0x62]))
        let entries = try readTar(tar.ended()) { raw = Array($0.rawPath) }
        #expect(entries[0].path == "a\u{FFFD}b")
        #expect(raw == [0x61, 0xFF, 0x62])
    }

    @Test func checksumOfSignedBytes() throws {
        var tar = TarMaker()
        let header = TarMaker.Header(rawName: [0xE4, 0x62])
        var block = header.bytes()
        for index in 148..<156 { block[index] = 0x20 }
        let sum = block.reduce(0) { $0 + Int(Int8(bitPattern: $1)) }
        let digits = String(sum, radix: 8)
        for (index, byte) in (String(repeating: "0", count: 6 - digits.count) + digits).utf8.enumerated() {
            block[148 + index] = byte
        }
        block[154] = 0
        tar.bytes += block
        #expect(try readTar(tar.ended()).count == 1)
    }

    // MARK: - Paths

    @Test(arguments: [
        ("a/b", "a/b"), ("./a/b", "a/b"), ("/a/b", "a/b"), ("//a///b/", "a/b"), ("././a", "a"), ("a/./b", "a/b"),
        ("a/../b", "b"), ("../../b", "b"), ("a/../../b", "b"), ("..", ""), (".", ""), ("./", ""), ("/", ""),
        ("a/..", ""), ("a/.hidden", "a/.hidden"), ("..a/b..", "..a/b.."), ("a/...", "a/..."), (".a", ".a"),
    ])
    func pathsAreNormalised(_ raw: String, _ wanted: String) throws {
        let normaliser = PathNormaliser(limit: 100)
        let result = Array(raw.utf8).withUnsafeBytes { bytes in
            normaliser.normalise(bytes).map { String(decoding: $0.bytes, as: UTF8.self) }
        }
        #expect(result == wanted)
    }

    @Test func climbingAboveTheRootIsTold() throws {
        var odd: [TarReader.Oddities] = []
        let bytes = TarMaker.make {
            $0.file("../../etc/passwd")
            $0.symbolicLink("a/b", to: "../../x")
            $0.symbolicLink("a/c", to: "../x")
            $0.symbolicLink("a/d", to: "/etc/x")
            $0.hardLink("e", to: "../x")
        }
        let entries = try readTar(bytes) { odd.append($0.oddities) }
        #expect(entries[0].path == "etc/passwd")
        #expect(odd == [.leftRoot, .linkLeavesRoot, [], [], .linkLeavesRoot])
    }

    // MARK: - Sparse files

    private static let sparseContent =
        [UInt8](repeating: 0, count: 1000) + Array("hello".utf8) + [UInt8](repeating: 0, count: 995)
        + Array("world".utf8) + [UInt8](repeating: 0, count: 95)

    @Test func sparseOfOldGNU() throws {
        var tar = TarMaker()
        tar.bytes += TarMaker.Header(name: "s", size: 10, type: "S", magic: "ustar  \0").bytes { block in
            func put(_ number: Int, _ at: Int) {
                let digits = String(number, radix: 8)
                let text = String(repeating: "0", count: 11 - digits.count) + digits
                for (index, byte) in text.utf8.enumerated() { block[at + index] = byte }
            }
            put(1000, 386)
            put(5, 398)
            put(2000, 410)
            put(5, 422)
            put(2100, 483)
        }
        tar.content(Array("helloworld".utf8))
        tar.file("next", "n")
        let entries = try readTar(tar.ended())
        #expect(entries[0].content == Self.sparseContent)
        #expect(entries[1].text == "n")
    }

    @Test func sparseOfPAX() throws {
        let zeroZero =
            TarMaker.record("GNU.sparse.size", "2100") + TarMaker.record("GNU.sparse.numblocks", "2")
            + TarMaker.record("GNU.sparse.offset", "1000") + TarMaker.record("GNU.sparse.numbytes", "5")
            + TarMaker.record("GNU.sparse.offset", "2000") + TarMaker.record("GNU.sparse.numbytes", "5")
        let zeroOne =
            TarMaker.record("GNU.sparse.size", "2100") + TarMaker.record("GNU.sparse.numblocks", "2")
            + TarMaker.record("GNU.sparse.map", "1000,5,2000,5") + TarMaker.record("GNU.sparse.name", "s")
        let oneZero =
            TarMaker.record("GNU.sparse.major", "1") + TarMaker.record("GNU.sparse.minor", "0")
            + TarMaker.record("GNU.sparse.name", "s") + TarMaker.record("GNU.sparse.realsize", "2100")
        let map = Array("2\n1000\n5\n2000\n5\n".utf8)
        let padded = map + [UInt8](repeating: 0, count: 512 - map.count) + Array("helloworld".utf8)
        for (records, content) in [
            (zeroZero, Array("helloworld".utf8)), (zeroOne, Array("helloworld".utf8)), (oneZero, padded),
        ] {
            var tar = TarMaker()
            tar.add(.init(name: "x", type: "x"), records)
            tar.add(.init(name: "s"), content)
            tar.file("next", "n")
            let entries = try readTar(tar.ended())
            #expect(entries.map(\.path) == ["s", "next"])
            #expect(entries[0].content == Self.sparseContent)
            #expect(entries[0].size == 2100)
        }
    }

    @Test func sparseMapsThatLie() {
        for map in ["1000,5,900,5", "0,11", "0,4", "9223372036854775807,5", "1,5,", "a,b", "0,-5", "2096,10"] {
            var tar = TarMaker()
            tar.pax([("GNU.sparse.size", "2100"), ("GNU.sparse.map", map)])
            tar.add(.init(name: "s"), Array("helloworld".utf8))
            #expect(throws: ArtifactError.self, "\(map)") { try readTar(tar.ended()) }
        }
        var limits = Limits()
        limits.sparsePieces = 1
        var tar = TarMaker()
        tar.pax([("GNU.sparse.size", "2100"), ("GNU.sparse.map", "1,5,10,5")])
        tar.add(.init(name: "s"), Array("helloworld".utf8))
        #expect(throws: ArtifactError.limitExceeded(blob: "test.tar", name: "sparsePieces", limit: 1, offset: 0)) {
            try readTar(tar.ended(), limits: limits)
        }
    }

    // MARK: - Errors

    @Test func whatIsCutOffIsTold() throws {
        let bytes = TarMaker.make { $0.file("a", [UInt8](repeating: 1, count: 1000)) }
        #expect(
            throws: ArtifactError.truncated(
                blob: "test.tar", offset: 1000, reason: "the content of a file is cut off")
        ) { try readTar(Array(bytes[..<1000])) }
        #expect(throws: ArtifactError.truncated(blob: "test.tar", offset: 100, reason: "a tar header is cut off")) {
            try readTar(Array(bytes[..<100]))
        }
        // umoci writes neither padding nor end marks.
        #expect(try readTar(Array(bytes[..<1512])).count == 1)
        #expect(try readTar(Array(bytes[..<1536])).count == 1)
        #expect(try readTar([]).isEmpty)
    }

    @Test func headersThatLie() throws {
        func error(_ patch: (inout [UInt8]) -> Void, checksum: Bool = true) -> ArtifactError? {
            var tar = TarMaker()
            tar.bytes += TarMaker.Header(name: "f").bytes(checksum: checksum, patch: patch)
            do throws(ArtifactError) {
                _ = try readTar(tar.ended())
                return nil
            } catch {
                return error
            }
        }
        func corrupt(_ reason: String) -> ArtifactError { .corruptTar(blob: "test.tar", offset: 0, reason: reason) }
        #expect(error({ $0[0] = 1 }, checksum: false) == corrupt("the header's checksum is wrong"))
        #expect(error { $0[124] = 0x7A } == corrupt("the size is no number"))
        #expect(error { $0[124] = 0xFF } == corrupt("the size is no number"))
        #expect(error { for index in 124..<136 { $0[index] = 0xBF } } == corrupt("the size is no number"))
        let absurd = error { block in
            block[124] = 0x80
            for index in 125..<136 { block[index] = index < 129 ? 0 : 0x7F }
        }
        #expect(
            absurd
                == .limitExceeded(
                    blob: "test.tar", name: "unpackedLayerBytes", limit: Limits().unpackedLayerBytes, offset: 0))
    }

    @Test func extendedHeadersThatLie() {
        for record in [
            "5 a=b\n", "99 a=b\n", "a=b\n", "0 a=b\n", "6 a=bc", "4 ab\n", "999999999999999999999 a=b\n",
            "10 path=a\0\n",
            "10 size=-1\n", "9 size=x\n",
        ] {
            var tar = TarMaker()
            tar.add(.init(name: "x", type: "x"), Array(record.utf8))
            tar.file("f")
            #expect(throws: ArtifactError.self, "\(record)") { try readTar(tar.ended()) }
        }
        var tar = TarMaker()
        tar.pax([("path", "x")])
        #expect(throws: ArtifactError.self) { try readTar(tar.ended()) }
        #expect(throws: ArtifactError.self) { try readTar(tar.bytes) }
    }

    @Test func limitsOfHeadersAndPaths() {
        var limits = Limits()
        limits.pathBytes = 200
        limits.tarHeaderBytes = 1000
        let path = TarMaker.make { $0.file(String(repeating: "p", count: 201)) }
        #expect(throws: ArtifactError.limitExceeded(blob: "test.tar", name: "pathBytes", limit: 200, offset: 1024)) {
            try readTar(path, limits: limits)
        }
        let header = TarMaker.make { $0.pax([("comment", String(repeating: "c", count: 1001))]) }
        #expect(throws: ArtifactError.limitExceeded(blob: "test.tar", name: "tarHeaderBytes", limit: 1000, offset: 0)) {
            try readTar(header, limits: limits)
        }
    }

    @Test func aSingleZeroBlockBetweenEntriesIsNoEnd() {
        var tar = TarMaker()
        tar.file("a")
        tar.bytes += [UInt8](repeating: 0, count: 512)
        tar.file("hidden")
        #expect(throws: ArtifactError.self) { try readTar(tar.ended()) }
    }

    @Test func mutationsNeitherTrapNorHang() {
        let bytes = TarMaker.make {
            $0.folder("d")
            $0.file(String(repeating: "n/", count: 90) + "f", [UInt8](repeating: 3, count: 700))
            $0.pax([("GNU.sparse.size", "2100"), ("GNU.sparse.map", "1000,5,2000,5")])
            $0.add(.init(name: "s"), Array("helloworld".utf8))
            $0.add(.init(name: "l", type: "L"), Array("longer".utf8))
            $0.hardLink("h", to: "d/f")
            $0.file(".wh.x")
        }
        var numbers = SeededNumbers(seed: 3)
        for length in stride(from: 0, to: bytes.count, by: 61) {
            bytes[..<length].withUnsafeBytes { _ = TarFuzz.run($0) }
        }
        for _ in 0..<1200 {
            var broken = bytes
            let header = Int.random(in: 0..<bytes.count / 512, using: &numbers) * 512
            for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                broken[header + Int.random(in: 0..<512, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
            }
            // Most changes must get past the checksum to be of use.
            var block = Array(broken[header..<header + 512])
            TarMaker.sign(&block)
            broken.replaceSubrange(header..<header + 512, with: block)
            broken.withUnsafeBytes { _ = TarFuzz.run($0) }
        }
    }
}
