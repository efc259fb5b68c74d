import TestSupport
import Testing

@testable import GoBinary

/// Damaged programs: whatever the bytes, an answer and no trap.
@Suite struct MutationTests {
    private func mutate(_ original: [UInt8], seed: UInt64, rounds: Int, reach: [Range<Int>]) {
        var numbers = SeededNumbers(seed: seed)
        var bytes = original
        for round in 0..<rounds {
            var changes: [(Int, UInt8)] = []
            for _ in 0..<Int.random(in: 1...6, using: &numbers) {
                guard let range = reach.randomElement(using: &numbers), !range.isEmpty else { continue }
                let index = Int.random(in: range, using: &numbers)
                changes.append((index, bytes[index]))
                bytes[index] =
                    [0, 0xFF, 0x7F, 0x80, UInt8.random(in: 0...255, using: &numbers)]
                    .randomElement(using: &numbers) ?? 0
            }
            let count = round.isMultiple(of: 4) ? Int.random(in: 0...bytes.count, using: &numbers) : bytes.count
            bytes.withUnsafeBytes { GoBinaryFuzzEntry.program(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            for (index, byte) in changes.reversed() { bytes[index] = byte }
        }
        #expect(bytes == original)
    }

    /// Programs of a few hundred bytes: every field is hit many times.
    @Test func smallPrograms() {
        let table = FunctionTableMaker(magic: 0xFFFF_FFF1, storesTextStart: false, names: ["main.main", "a/b.(*T).F"])
            .made()
        let old = FunctionTableMaker(magic: 0xFFFF_FFFB, wordSize: 4, names: ["main.main", "a/b.(*T).F"]).made()
        var block: [UInt8] = [0xFF] + Array(" Go buildinf:".utf8) + [8, 2] + Array(repeating: 0, count: 16)
        let list = Array(repeating: UInt8(1), count: 16) + Array("path\tp\nmod\tp\tv1\nbuild\ta=\"b\"\n".utf8)
        block += [6] + Array("go1.20".utf8) + [UInt8(list.count + 16)] + list + Array(repeating: 1, count: 16)
        for (seed, isWide) in [(UInt64(1), true), (2, false)] {
            let bytes = ELFMaker(
                isWide: isWide, type: 3,
                sections: [
                    .init(name: ".go.buildinfo", content: block),
                    .init(name: ".gopclntab", content: isWide ? table : old),
                    .init(name: ".rela.dyn", type: 4, content: Array(repeating: 3, count: 96)),
                ]
            ).made()
            mutate(bytes, seed: seed, rounds: 20_000, reach: [0..<bytes.count, 0..<128])
        }
    }

    @Test(arguments: [GoPrograms.Variant.plain, .pie, .darwinARM64, .windows386, .linuxMIPS])
    func realPrograms(_ variant: GoPrograms.Variant) throws {
        guard let (bytes, _) = try GoPrograms.program(variant, for: "MutationTests.realPrograms") else { return }
        // Headers lie at both ends.
        mutate(bytes, seed: 3, rounds: 300, reach: [0..<1024, bytes.count - 2048..<bytes.count, 0..<bytes.count])
    }

    @Test func containersAlone() {
        var numbers = SeededNumbers(seed: 4)
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...400, using: &numbers)).map { _ in
                UInt8.random(in: 0...255, using: &numbers) & (Bool.random(using: &numbers) ? 0xFF : 0x07)
            }
            bytes.withUnsafeBytes {
                GoBinaryFuzzEntry.elf($0)
                GoBinaryFuzzEntry.machO($0)
                GoBinaryFuzzEntry.pe($0)
                GoBinaryFuzzEntry.buildInfo($0)
                GoBinaryFuzzEntry.functionTable($0)
            }
        }
    }
}
