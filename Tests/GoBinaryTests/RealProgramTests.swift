import Foundation
import TestSupport
import Testing

@testable import GoBinary

/// Programs of a real toolchain, against what that toolchain's own tools say of them.
@Suite struct RealProgramTests {
    /// What `go version -m` prints, less the file name.
    private static func listing(_ info: GoBuildInfo) -> String {
        var lines = [info.goVersion ?? "?"]
        if let path = info.path { lines.append("\tpath\t\(path)") }
        func append(_ word: String, _ module: GoModule) {
            guard let replacement = module.replacement else {
                lines.append("\t\(word)\t\(module.path)\t\(module.version)\t\(module.sum ?? "")")
                return
            }
            lines.append("\t\(word)\t\(module.path)\t\(module.version)")
            lines.append("\t=>\t\(replacement.path)\t\(replacement.version)\t\(replacement.sum ?? "")")
        }
        if let main = info.main { append("mod", main) }
        for module in info.dependencies { append("dep", module) }
        for setting in info.settings {
            let isQuoted = setting.value.contains { " \t\r\n\"`".contains($0) }
            let quoted = setting.value.replacingOccurrences(of: "\"", with: "\\\"")
            lines.append("\tbuild\t\(setting.key)=\(isQuoted ? "\"\(quoted)\"" : setting.value)")
        }
        return lines.joined(separator: "\n")
    }

    private func expectAgreement(_ bytes: [UInt8], _ path: String) throws {
        let output = try #require(Tool.output(of: "go", ["version", "-m", path]))
        // Go 1.19 prints an empty line after a replacement.
        let expected = output.dropFirst(path.count + 2).split(separator: "\n")
            .filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: "\n")
        guard case .goBinary(let info) = bytes.withUnsafeBytes({ GoBinaryInspection(inspecting: $0) }) else {
            Issue.record("\(path) is not seen as a Go program")
            return
        }
        #expect(Self.listing(info) == expected)
        #expect(info.notes.isEmpty)
    }

    @Test(arguments: GoPrograms.Variant.allCases)
    func agreesWithGoVersion(_ variant: GoPrograms.Variant) throws {
        guard let (bytes, path) = try GoPrograms.program(variant, for: "RealProgramTests.agreesWithGoVersion") else {
            return
        }
        try expectAgreement(bytes, path)
    }

    @Test(arguments: ["umoci", "skopeo", "docker-registry"])
    func agreesWithGoVersionOnDebianPrograms(_ name: String) throws {
        let path = "/usr/bin/\(name)"
        guard let data = FileManager.default.contents(atPath: path), Tool.output(of: "go", ["version"]) != nil else {
            print("SKIPPED: RealProgramTests.agreesWithGoVersionOnDebianPrograms: \(name) or go")
            return
        }
        try expectAgreement([UInt8](data), path)
    }

    @Test func containers() throws {
        let test = "RealProgramTests.containers"
        func summary(_ variant: GoPrograms.Variant) throws -> ExecutableSummary? {
            guard let (bytes, _) = try GoPrograms.program(variant, for: test) else { return nil }
            guard case .goBinary(let info) = bytes.withUnsafeBytes({ GoBinaryInspection(inspecting: $0) }) else {
                Issue.record("\(variant) is not seen as a Go program")
                return nil
            }
            return info.executable
        }
        if let plain = try summary(.plain) {
            #expect(plain.format == .elf)
            #expect(!plain.isStripped)
            #expect(!plain.isPositionIndependent)
        }
        if let stripped = try summary(.stripped) { #expect(stripped.isStripped) }
        if let pie = try summary(.pie) { #expect(pie.isPositionIndependent) }
        if let darwin = try summary(.darwinARM64) {
            #expect(darwin.format == .machO)
            #expect(darwin.architecture == "arm64")
            #expect(darwin.isPositionIndependent)
        }
        if let windows = try summary(.windows386) {
            #expect(windows.format == .pe)
            #expect(windows.architecture == "386")
            #expect(windows.wordSize == 32)
        }
        if let mips = try summary(.linuxMIPS) {
            #expect(mips.architecture == "mips")
            #expect(mips.isBigEndian)
            #expect(mips.wordSize == 32)
        }
        if let s390x = try summary(.linuxS390X) {
            #expect(s390x.architecture == "s390x")
            #expect(s390x.isBigEndian)
            #expect(s390x.wordSize == 64)
        }
    }

    /// Without build information, section headers or both, the version still comes from the program itself.
    @Test(arguments: GoPrograms.Variant.allCases)
    func versionWithoutBuildInfo(_ variant: GoPrograms.Variant) throws {
        guard let (original, path) = try GoPrograms.program(variant, for: "RealProgramTests.versionWithoutBuildInfo")
        else {
            return
        }
        var bytes = original
        let expected = try #require(Tool.output(of: "go", ["version", path])).dropFirst(path.count + 2)
            .trimmingCharacters(in: .newlines)
        let magic = Array("\u{0} Go buildinf:".utf8.dropFirst())
        var position = 0
        while let found = bytes[position...].firstIndex(of: 0xFF) {
            position = found + 1
            if bytes[position...].starts(with: magic) { bytes[found] = 0xFE }
        }
        guard case .goBinary(let info) = bytes.withUnsafeBytes({ GoBinaryInspection(inspecting: $0) }) else {
            Issue.record("not seen as a Go program")
            return
        }
        #expect(info.toolchain == .found(expected))
        #expect(!info.hasModuleList)
    }

    @Test(arguments: [GoPrograms.Variant.plain, .stripped, .pie, .linuxMIPS, .linuxS390X])
    func withoutSectionHeaders(_ variant: GoPrograms.Variant) throws {
        guard let (original, _) = try GoPrograms.program(variant, for: "RealProgramTests.withoutSectionHeaders") else {
            return
        }
        var bytes = original
        let isWide = bytes[4] == 2
        for offset in isWide ? Array(40..<48) + Array(60..<64) : Array(32..<36) + Array(48..<52) { bytes[offset] = 0 }
        guard case .goBinary(let info) = bytes.withUnsafeBytes({ GoBinaryInspection(inspecting: $0) }) else {
            Issue.record("not seen as a Go program")
            return
        }
        #expect(info.dependencies.map(\.path) == ["example.com/basket", "example.com/prices"])
        #expect(bytes.withUnsafeBytes { GoFunctionTable(content: $0) != nil })
    }

    @Test func fatMachO() throws {
        guard let (thin, _) = try GoPrograms.program(.darwinARM64, for: "RealProgramTests.fatMachO") else { return }
        var fat = ByteMaker(isBigEndian: true)
        fat.append(UInt32(0xCAFE_BABE))
        fat.append(UInt32(1))
        fat.append(UInt32(0x0100_000C))
        fat.append(UInt32(0))
        fat.append(UInt32(4096))
        fat.append(UInt32(thin.count))
        fat.append(UInt32(12))
        fat.pad(to: 4096)
        fat.bytes += thin
        let inspection = fat.bytes.withUnsafeBytes { GoBinaryInspection(inspecting: $0) }
        #expect(inspection == thin.withUnsafeBytes { GoBinaryInspection(inspecting: $0) })
        fat.bytes.removeLast(thin.count / 2)
        guard case .malformed(let error) = fat.bytes.withUnsafeBytes({ GoBinaryInspection(inspecting: $0) }) else {
            Issue.record("a cut fat file is accepted")
            return
        }
        #expect(error.description == "Mach-O file: an architecture lies beyond the end, at byte 8")
    }

    @Test func mainVersionFromLinkerFlags() throws {
        guard let (bytes, _) = try GoPrograms.program(.stripped, for: "RealProgramTests.mainVersionFromLinkerFlags")
        else {
            return
        }
        guard case .goBinary(let info) = bytes.withUnsafeBytes({ GoBinaryInspection(inspecting: $0) }) else {
            Issue.record("not seen as a Go program")
            return
        }
        #expect(info.main?.version == "(devel)")
        #expect(info.mainVersion == .fromLinkerFlags("v1.4.0"))
    }

    @Test func otherProgramsAreNotGo() throws {
        for path in ["/bin/ls", "/bin/sh", "/usr/bin/dpkg", "/lib/x86_64-linux-gnu/libc.so.6"] {
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            #expect([UInt8](data).withUnsafeBytes { GoBinaryInspection(inspecting: $0) } == .notGo, "\(path)")
        }
    }
}
