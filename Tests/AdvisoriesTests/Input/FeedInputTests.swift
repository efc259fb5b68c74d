import Testing

@testable import Advisories

@Suite struct FeedInputTests {
    private struct Seen {
        var documents: [String: String] = [:]
        var problems: [String] = []
    }

    /// What is found in files with these bytes.
    private func visit(_ files: [(String, [UInt8])], limits: FeedLimits = FeedLimits()) throws -> Seen {
        try Scratch.withFolder { folder in
            for (name, bytes) in files {
                let parts = name.split(separator: "/").dropLast()
                if !parts.isEmpty { try SystemCall.makeFolders(folder + "/" + parts.joined(separator: "/")) }
                try SystemCall.write(bytes, to: folder + "/" + name)
            }
            var seen = Seen()
            try FeedInput(limits: limits).visit(
                folder,
                FeedInput.Visitor(
                    document: { seen.documents[String($0.path.suffix(8))] = String(decoding: $0.bytes, as: UTF8.self) },
                    problem: { place, problem, endsFile in
                        seen.problems.append("\(place.split(separator: "/").last ?? ""): \(problem)")
                    }))
            return seen
        }
    }

    private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func readsFilesPackedFilesAndArchives() throws {
        let seen = try visit([
            ("one.json", text("1")), ("deep/er/two.json", text("2")),
            ("six.json.gz", ArchiveMaker.gzip(text("3"))), ("ten.json.zst", ArchiveMaker.zstd(text("4"))),
            ("a.tar", ArchiveMaker.tar([("x/red.json", text("5")), ("x/tan.json", text(""))])),
            ("a.tar.gz", ArchiveMaker.gzip(ArchiveMaker.tar([("x/sky.json", text("6"))]))),
            ("a.tar.zst", ArchiveMaker.zstd(ArchiveMaker.tar([("x/sea.json", text("7"))]))),
            (
                "all.zip",
                ArchiveMaker.zip(
                    [
                        .init(path: "fog.json", bytes: text("8")),
                        .init(path: "ice.json", bytes: text("9"), isDeflated: true),
                    ], comment: "made by a test")
            ),
        ])
        #expect(seen.problems == [])
        #expect(
            seen.documents == [
                "one.json": "1", "two.json": "2", "six.json": "3", "ten.json": "4", "red.json": "5", "tan.json": "",
                "sky.json": "6", "sea.json": "7", "fog.json": "8", "ice.json": "9",
            ])
    }

    @Test func readsLongNamesOfTar() throws {
        let long = "x/" + String(repeating: "folder/", count: 20) + "far.json"
        let pax = "\(long.utf8.count + 10) path=\(long)\n"
        #expect(pax.utf8.count == long.utf8.count + 10)
        let archive =
            ArchiveMaker.tarEntry("long", text(long + "\0"), type: "L") + ArchiveMaker.tarEntry("cut", text("gnu"))
            + ArchiveMaker.tarEntry("pax", text(pax), type: "x") + ArchiveMaker.tarEntry("cut", text("pax"))
            + ArchiveMaker.tarEntry("folder", [], type: "5") + ArchiveMaker.tar([("end.json", text("end"))])
        var reader = TarFiles(MemoryReader(archive), limits: FeedLimits())
        var files: [String] = []
        while let (file, bytes) = try reader.next() {
            files.append("\(file.path)=\(String(decoding: bytes ?? [], as: UTF8.self))")
        }
        #expect(files == ["\(long)=gnu", "\(long)=pax", "end.json=end"])
    }

    @Test func anArchiveWithinAnArchiveIsGivenAsItIs() throws {
        let inner = ArchiveMaker.tar([("x.json", text("inner"))])
        let seen = try visit([("o.tar", ArchiveMaker.tar([("bomb.tar", inner)]))])
        #expect(seen.documents["bomb.tar"]?.utf8.count == inner.count)
        #expect(seen.documents["x.json"] == nil)
    }

    @Test func stopsBombs() throws {
        var limits = FeedLimits()
        limits.document = 1000
        limits.unpacked = 5000
        let large = [UInt8](repeating: 0x20, count: 2000)
        let seen = try visit(
            [
                ("a.json.zst", ArchiveMaker.zstd(large)),
                ("b.tar", ArchiveMaker.tar([("big.json", large), ("fit.json", text("ok"))])),
                ("c.zip", ArchiveMaker.zip([.init(path: "big.json", bytes: large)])),
                // It says 10 bytes and unpacks to more.
                ("d.zip", ArchiveMaker.zip([.init(path: "lie.json", bytes: large, isDeflated: true, claimedSize: 10)])),
                ("e.zip", ArchiveMaker.zip((0..<6).map { .init(path: "\($0).json", bytes: Array(large.prefix(900))) })),
                ("f.tar.zst", ArchiveMaker.zstd([UInt8](repeating: 0, count: 512 * 20) + [1])),
            ], limits: limits)
        #expect(seen.documents["fit.json"] == "ok")
        #expect(!seen.documents.values.contains { $0.utf8.count > 1000 })
        #expect(seen.problems.contains("a.json.zst: it is larger than 1000 bytes"))
        #expect(seen.problems.contains("b.tar: big.json: it is larger than 1000 bytes"))
        #expect(seen.problems.contains("c.zip: big.json: it is larger than 1000 bytes"))
        #expect(seen.problems.contains("d.zip: lie.json: it is larger than 10 bytes"))
        #expect(seen.problems.contains("e.zip: it unpacks to more than 5000 bytes"))
    }

    @Test func aPackedFileMayNotGrowWithoutBound() throws {
        let reader = GuardedReader(
            EndlessReader(), packedSize: 1000, limits: FeedLimits(document: 1 << 40, unpacked: 1 << 40, ratio: 200))
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        #expect(throws: FeedProblem("it unpacks to more than 200 times its size")) {
            for _ in 0..<1000 { _ = try reader.read(into: &buffer, from: 0) }
        }
    }

    private final class EndlessReader: ByteReader {
        func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedProblem) -> Int { buffer.count }
    }

    @Test func namesWhatIsWrongWithAnArchive() throws {
        let zip = ArchiveMaker.zip([.init(path: "a.json", bytes: text("abc"), isDeflated: true)])
        var flipped = ArchiveMaker.zip([.init(path: "a.json", bytes: text("abc"))])
        flipped[36] ^= 1
        var badTar = ArchiveMaker.tar([("a.json", text("abc")), ("b.json", text("abc"))])
        badTar[1024 + 5] = 0x7f
        let seen = try visit([
            ("cut.json.gz", Array(ArchiveMaker.gzip(text("abcdef")).dropLast(6))),
            ("cut.tar", Array(ArchiveMaker.tar([("a.json", text("abc"))]).prefix(700))),
            ("cut.zst", Array(ArchiveMaker.zstd(text("abcdefabcdef")).dropLast(3))),
            ("cut.zip", Array(zip.dropLast(30))),
            ("locked.zip", ArchiveMaker.zip([.init(path: "a.json", bytes: text("abc"), isEncrypted: true)])),
            ("sum.tar", badTar), ("flip.zip", flipped),
        ])
        #expect(seen.problems.contains("cut.json.gz: the gzip data ends too early"))
        #expect(seen.problems.contains { $0.hasPrefix("cut.tar: it ends too early") })
        #expect(seen.problems.contains { $0.hasPrefix("cut.zst: the zstd data ends too early") })
        #expect(seen.problems.contains("cut.zip: the zip file has no directory"))
        #expect(seen.problems.contains("locked.zip: a.json: it is encrypted"))
        #expect(seen.problems.contains("flip.zip: a.json: its checksum is wrong"))
        #expect(seen.problems.contains("sum.tar: it is corrupt at byte 1024: the header's checksum is wrong"))
    }

    @Test func aBrokenArchiveIsNoArchiveOfLess() throws {
        try Scratch.withFolder { folder in
            let record = text(#"{"id":"GO-2024-1","modified":"x","schema_version":"1"}"#)
            let whole = ArchiveMaker.tar([("a.json", record), ("b.json", record)])
            try SystemCall.write(Array(whole.prefix(1100)), to: folder + "/a.tar")
            #expect(
                throws: AdvisoryError.unreadable(
                    path: folder + "/a.tar", reason: "it ends too early, at byte 1100: a tar header is cut off")
            ) {
                try AdvisoryDatabaseBuilder().read(folder)
            }
        }
    }

    @Test func noMutationOfAnArchiveCrashes() throws {
        var random = SystemRandomNumberGenerator()
        let files = ["a.json", "b.json"].map {
            ArchiveMaker.ZipFile(path: $0, bytes: text("{\"id\": 1}"), isDeflated: true)
        }
        let originals = [
            ArchiveMaker.zip(files), ArchiveMaker.tar([("a.json", text("{}")), ("b.json", text("[]"))]),
            ArchiveMaker.gzip(text("{\"id\": \"GO-2024-1\"}")), ArchiveMaker.zstd(text("{\"id\": \"GO-2024-1\"}")),
        ]
        var changed: [(String, [UInt8])] = []
        for round in 0..<200 {
            var bytes = originals[round % originals.count]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if round % 5 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
            changed.append(("\(round).bin", bytes))
            bytes.withUnsafeBytes { AdvisoryFuzz.archive($0) }
        }
        _ = try visit(changed, limits: FeedLimits(document: 1 << 20, unpacked: 1 << 22))
    }

    @Test func saysWhenThereIsNothing() {
        #expect(throws: AdvisoryError.unreadable(path: "/no/such", reason: "there is no such file or folder")) {
            try AdvisoryDatabaseBuilder().read("/no/such")
        }
    }
}
