import Testing

@testable import Advisories

@Suite struct DatabasePackageTests {
    private func withDatabase(_ body: (_ folder: String, _ path: String) throws -> Void) throws {
        try Scratch.withFolder { folder in
            let builder = AdvisoryDatabaseBuilder()
            for number in 1000..<1100 {
                builder.add(
                    AdvisoryRecord(
                        Advisory(id: "CVE-2024-\(number)", feed: "wolfi"),
                        affected: [AffectedPackage(ecosystem: .wolfi, name: "p\(number)")]))
            }
            try builder.write(to: folder + "/a.db", today: "2026-01-02")
            try body(folder, folder + "/a.db")
        }
    }

    @Test func comesBackByteForByte() throws {
        try withDatabase { folder, path in
            try DatabasePackage.export(path, to: folder + "/a.db.zst")
            try DatabasePackage.install(packedFile: folder + "/a.db.zst", at: folder + "/far/away/b.db")
            #expect(try Scratch.read(folder + "/far/away/b.db") == (try Scratch.read(path)))
            #expect(try SystemCall.names(in: folder + "/far/away") == ["b.db", "update.lock"])
            // What a registry holds is the same.
            let packed = try DatabasePackage.pack(path)
            #expect(packed == (try Scratch.read(folder + "/a.db.zst")))
            #expect(packed.count < 10_000)
            try DatabasePackage.install(packed: packed, name: "registry", at: folder + "/c.db")
            #expect(try AdvisoryDatabase.open(path: folder + "/c.db").problems() == [])
        }
    }

    @Test func everyDamageIsSeenAndTheOldOneStays() throws {
        try withDatabase { folder, path in
            let packed = try DatabasePackage.pack(path)
            let before = try Scratch.read(path)
            var random = SystemRandomNumberGenerator()
            for round in 0..<60 {
                var bytes = packed
                if round % 3 == 0 {
                    bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
                } else {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    bytes[place] ^= UInt8.random(in: 1...255, using: &random)
                }
                // A change in the frame's own header may leave the content whole; then it may be installed.
                do throws(AdvisoryError) {
                    try DatabasePackage.install(packed: bytes, name: "x", at: path)
                } catch {}
                #expect(try Scratch.read(path) == before)
            }
        }
    }

    @Test func refusesWhatIsNoPackage() throws {
        try withDatabase { folder, path in
            for bytes in [[], ArchiveMaker.zstd([1, 2, 3]), Array("SQLite format 3".utf8)] {
                #expect(throws: AdvisoryError.unreadable(path: "x", reason: "it is no packed advisory database")) {
                    try DatabasePackage.install(packed: bytes, name: "x", at: path)
                }
            }
            #expect(throws: AdvisoryError.self) {
                try DatabasePackage.install(packedFile: folder + "/none", at: path)
            }
        }
    }

    @Test func aPackageThatLiesAboutItsSizeIsRefused() throws {
        try withDatabase { folder, path in
            var packed = try DatabasePackage.pack(path)
            let size = Array(" \(try Scratch.read(path).count)\n".utf8)
            let place = try #require(packed.indices.first { packed[$0...].starts(with: size) })
            packed[place + 1] = UInt8(ascii: "0")
            #expect(throws: AdvisoryError.self) { try DatabasePackage.install(packed: packed, name: "x", at: path) }
        }
    }

    @Test func whatIsDamagedIsNotExported() throws {
        try withDatabase { folder, path in
            var bytes = try Scratch.read(path)
            let place = try #require(bytes.indices.first { bytes[$0...].starts(with: "p1050".utf8) })
            bytes[place] = UInt8(ascii: "q")
            try SystemCall.write(bytes, to: path)
            #expect(throws: AdvisoryError.self) { try DatabasePackage.export(path, to: folder + "/x") }
            #expect(SystemCall.kind(of: folder + "/x") == nil)
        }
    }
}
