import Findings
import Testing

@testable import Advisories

@Suite struct FactCodingTests {
    @Test(arguments: [
        "CVE-2024-1234", "CVE-2024-0001", "CVE-2023-123456789", "CVE-2024-01234", "CVE-1970-1", "GO-2024-3228",
        "GO-2020-0001", "GHSA-wcx9-ccpj-hx3c", "GHSA-2222-2222-2222", "GHSA-xxxx-xxxx-xxxx", "GHSA-aaaa-bbbb-cccc",
        "CGA-2frv-x8p8-mg3r", "CGA-short", "RHSA-2024:1234", "DSA-5678-1", "TEMP-0000000-ABCDEF", "", "é",
    ])
    func idsComeBack(_ id: String) {
        let bytes = PackedIdentifier.pack(id)
        let found = bytes.withUnsafeBytes { buffer in
            var reader = FactReader(buffer, shared: [])
            let id = try? reader.id()
            return reader.isAtEnd ? id : nil
        }
        #expect(found == id)
    }

    @Test func cveIdsAreShort() {
        #expect(PackedIdentifier.pack("CVE-2024-1234").count == 4)
        #expect(PackedIdentifier.pack("GHSA-wcx9-ccpj-hx3c").count == 8)
        #expect(PackedIdentifier.key(ofCVE: "CVE-2024-0001").map { PackedIdentifier.cve(ofKey: $0) } == "CVE-2024-0001")
        #expect(PackedIdentifier.key(ofCVE: "GO-2024-0001") == nil)
    }

    @Test func numbersComeBack() {
        for value in [0, 1, 127, 128, 300, 65_535, 1 << 31, Int.max >> 1] {
            var writer = FactWriter()
            writer.number(value)
            let found = writer.bytes.withUnsafeBytes { buffer in
                var reader = FactReader(buffer, shared: [])
                return try? reader.number()
            }
            #expect(found == value)
        }
    }

    @Test func noBytesCrashTheReader() {
        var random = SystemRandomNumberGenerator()
        var shared = SharedTexts()
        var writer = FactWriter()
        writer.advisory(
            Advisory(id: "GO-1", aliases: ["CVE-2024-1"], feed: "f", published: "2024-01-01", cwe: [79]), &shared)
        writer.affected(
            AffectedPackage(
                ecosystem: .go, name: "m", ranges: [VersionRange(.go, introduced: "1.0.0", fixed: "1.2.0")],
                imports: [VulnerableImport(path: "m/p", symbols: ["F"], goos: ["linux"])], status: .fixed), &shared)
        for round in 0..<2000 {
            var bytes = writer.bytes
            if round % 2 == 0 { bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))) }
            for _ in 0..<3 where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            bytes.withUnsafeBytes { buffer in
                var reader = FactReader(buffer, shared: shared.texts)
                _ = try? reader.advisory()
                _ = try? reader.affected(.go, "m")
                var other = FactReader(buffer, shared: shared.texts)
                _ = try? other.scores()
                var third = FactReader(buffer, shared: shared.texts)
                _ = try? third.cycles()
            }
        }
    }
}
