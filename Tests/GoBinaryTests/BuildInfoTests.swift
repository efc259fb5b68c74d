import Testing

@testable import GoBinary

/// Layouts that today's toolchains no longer write, and files that nobody should.
@Suite struct BuildInfoTests {
    private static let list =
        "path\texample.com/a/cmd/a\nmod\texample.com/a\t(devel)\t\n"
        + "dep\texample.com/b\tv1.2.3\th1:sum=\ndep\texample.com/c\tv0.1.0\n=>\t./c\t(devel)\t\n"
    private static let frame = Array(repeating: UInt8(0x30), count: 16)

    private static let block = [0xFF] + Array(" Go buildinf:".utf8)

    private func inspect(_ bytes: [UInt8]) -> GoBinaryInspection {
        bytes.withUnsafeBytes { GoBinaryInspection(inspecting: $0) }
    }

    private func info(_ bytes: [UInt8]) throws -> GoBuildInfo {
        guard case .goBinary(let info) = inspect(bytes) else {
            Issue.record("not seen as a Go program: \(inspect(bytes))")
            throw GoPrograms.Failure(description: "no info")
        }
        return info
    }

    /// Go 1.13 to 1.17: the block points to string variables, which point to the strings.
    private func pointerProgram(isWide: Bool, isBig: Bool, isRelocated: Bool) -> [UInt8] {
        let text = Self.frame + Array(Self.list.utf8) + Self.frame
        let version = Array("go1.16.5".utf8)
        var maker = ELFMaker(isWide: isWide, isBigEndian: isBig, type: isRelocated ? 3 : 2)
        let word = isWide ? 8 : 4
        maker.sections = [
            .init(name: ".go.buildinfo", content: Array(repeating: 0, count: 32)),
            .init(name: ".rodata", content: version + text),
            .init(name: ".data", content: Array(repeating: 0, count: 4 * word)),
            .init(name: ".rela.dyn", type: 4, content: []),
        ]
        let pointers: [(at: UInt64, to: UInt64)] = [
            (maker.address(of: 0) + 16, maker.address(of: 2)),
            (maker.address(of: 0) + 16 + UInt64(word), maker.address(of: 2) + UInt64(2 * word)),
            (maker.address(of: 2), maker.address(of: 1)),
            (maker.address(of: 2) + UInt64(2 * word), maker.address(of: 1) + UInt64(version.count)),
        ]
        func stored(_ pointer: Int) -> UInt64 { isRelocated ? 0 : pointers[pointer].to }
        var block = ByteMaker(bytes: Self.block + [UInt8(word), isBig ? 1 : 0], isBigEndian: isBig, wordSize: word)
        block.word(stored(0))
        block.word(stored(1))
        block.pad(to: 32)
        var data = ByteMaker(isBigEndian: isBig, wordSize: word)
        data.word(stored(2))
        data.word(UInt64(version.count))
        data.word(stored(3))
        data.word(UInt64(text.count))
        maker.sections[0].content = block.bytes
        maker.sections[2].content = data.bytes
        if isRelocated {
            var relocations = ByteMaker(isBigEndian: isBig, wordSize: word)
            for pointer in pointers {
                relocations.word(pointer.at)
                relocations.word(8)
                relocations.word(pointer.to)
            }
            maker.sections[3].content = relocations.bytes
        }
        return maker.made()
    }

    @Test(arguments: [(true, false), (true, true), (false, false), (false, true)], [false, true])
    func pointers(_ machine: (isWide: Bool, isBig: Bool), _ isRelocated: Bool) throws {
        let info = try info(pointerProgram(isWide: machine.isWide, isBig: machine.isBig, isRelocated: isRelocated))
        #expect(info.toolchain == .stated("go1.16.5"))
        #expect(info.path == "example.com/a/cmd/a")
        #expect(info.main == GoModule(path: "example.com/a", version: "(devel)"))
        #expect(
            info.dependencies == [
                GoModule(path: "example.com/b", version: "v1.2.3", sum: "h1:sum="),
                GoModule(
                    path: "example.com/c", version: "v0.1.0",
                    replacement: .init(path: "./c", version: "(devel)")),
            ])
        #expect(info.dependencies[1].replacement?.isFolder == true)
        #expect(info.executable.isPositionIndependent == isRelocated)
    }

    private func inlineProgram(
        version: String, list: [UInt8], section: String = ".go.buildinfo", padding: Int = 0, hasHeaders: Bool = true
    ) -> [UInt8] {
        var block = ByteMaker(bytes: Array(repeating: 7, count: padding) + Self.block + [8, 2])
        block.pad(to: padding + 32)
        for text in [Array(version.utf8), list] {
            var length = text.count
            while length >= 0x80 {
                block.bytes.append(UInt8(length & 0x7F | 0x80))
                length >>= 7
            }
            block.bytes.append(UInt8(length))
            block.bytes += text
        }
        return ELFMaker(sections: [.init(name: section, content: block.bytes)], hasSectionHeaders: hasHeaders).made()
    }

    @Test func inlineStrings() throws {
        let settings = """
            build\t-ldflags="-X \\"main.version=1.0\\" -s"
            build\t"odd key"=`raw "value"`
            build\tvcs.revision=0123456789abcdef0123456789abcdef01234567
            build\tvcs.time=2024-01-02T15:04:05Z
            build\tvcs.modified=true
            build\tx="\\u00e9\\x41\\101\\n"

            """
        let text = Self.frame + Array((Self.list + settings).utf8) + Self.frame
        let info = try info(inlineProgram(version: "go1.21.5", list: text, padding: 48, hasHeaders: false))
        #expect(info.goVersion == "go1.21.5")
        #expect(info.setting("-ldflags") == "-X \"main.version=1.0\" -s")
        #expect(info.setting("odd key") == "raw \"value\"")
        #expect(info.setting("x") == "éAA\n")
        #expect(info.setting("missing") == nil)
        #expect(info.mainVersion == .fromLinkerFlags("v1.0"))
        #expect(info.notes.isEmpty)
        #expect(info.hasModuleList)
    }

    @Test func withoutModules() throws {
        let info = try info(inlineProgram(version: "go1.18", list: []))
        #expect(info.goVersion == "go1.18")
        #expect(info.main == nil)
        #expect(!info.hasModuleList)
        #expect(info.mainVersion == .unknown)
    }

    @Test func mainVersions() {
        let summary = ExecutableSummary(
            format: .elf, architecture: "amd64", wordSize: 64, isBigEndian: false, isStripped: false,
            isPositionIndependent: false)
        func version(_ path: String, _ version: String, _ settings: [(String, String)]) -> GoBuildInfo.MainVersion {
            GoBuildInfo(
                toolchain: .stated("go1.22"), path: path + "/cmd/x", main: GoModule(path: path, version: version),
                settings: settings.map { .init(key: $0.0, value: $0.1) }, executable: summary
            ).mainVersion
        }
        let vcs = [("vcs.revision", "0123456789abcdef0123456789abcdef01234567"), ("vcs.time", "2024-01-02T15:04:05Z")]
        #expect(version("a.b/c", "v1.2.3", vcs) == .stated("v1.2.3"))
        #expect(version("a.b/c", "(devel)", vcs) == .fromRevision("v0.0.0-20240102150405-0123456789ab"))
        #expect(
            version("a.b/c/v3", "(devel)", vcs + [("vcs.modified", "true")])
                == .fromRevision("v3.0.0-20240102150405-0123456789ab+dirty"))
        #expect(
            version("a.b/c", "(devel)", vcs + [("-ldflags", "-s -X=a.b/c/internal.Version=v2.0.0-rc1")])
                == .fromLinkerFlags("v2.0.0-rc1"))
        #expect(
            version("a.b/c", "(devel)", [("-ldflags", "-X a.b/c.Version=1.0.0 -X 'main.version=1.1.0'")])
                == .fromLinkerFlags("v1.1.0"))
        // Neither another module's variable, nor one that holds no version.
        #expect(version("a.b/c", "(devel)", [("-ldflags", "-X other.com/d.Version=1.0.0")]) == .unknown)
        #expect(version("a.b/c", "(devel)", [("-ldflags", "-X main.version=main")]) == .unknown)
        #expect(version("a.b/c", "", [("-ldflags", "-X")]) == .unknown)
    }

    @Test func versionsSetByTheLinkerMustAgree() {
        var info = GoBuildInfo(
            toolchain: .stated("go1.22.1"),
            executable: ExecutableSummary(
                format: .elf, architecture: "amd64", wordSize: 64, isBigEndian: false, isStripped: true,
                isPositionIndependent: false))
        #expect(info.mainVersion == .unknown)
        info.versionsSetByLinker = ["v1.5.0", "v1.5.0-1+b6"]
        #expect(info.mainVersion == .fromLinkerFlags("v1.5.0"))
        info.versionsSetByLinker = ["v1.5.0", "v1.6.0"]
        #expect(info.mainVersion == .unknown)
    }

    @Test func garbledToolchain() throws {
        let info = try info(inlineProgram(version: "unknown", list: []))
        #expect(info.goVersion == "unknown")
    }

    @Test func brokenLinesAreNoted() throws {
        let list = "path\tp\ndep\t\tv1\nbuild\tnothing\nbuild\tx=\"open\nstray\n=>\t./x\t(devel)\ndep\tok\tv1.0.0\n"
        let info = try info(inlineProgram(version: "go1.20", list: Self.frame + Array(list.utf8) + Self.frame))
        #expect(info.dependencies == [GoModule(path: "ok", version: "v1.0.0")])
        #expect(info.notes.count == 3)
    }

    @Test func functionTableGivesRange() throws {
        let table = FunctionTableMaker(magic: 0xFFFF_FFFB, names: ["main.main", "runtime.main"]).made()
        let bytes = ELFMaker(sections: [.init(name: ".gopclntab", content: table)]).made()
        let info = try info(bytes)
        #expect(info.toolchain == .between(oldest: "go1.2", newest: "go1.15.15"))
        #expect(info.goVersion == nil)
    }

    @Test func versionVariable() throws {
        var maker = ELFMaker()
        maker.sections = [
            .init(
                name: ".gopclntab",
                content: FunctionTableMaker(magic: 0xFFFF_FFFB, names: ["main.main", "runtime.main"]).made()),
            .init(name: ".rodata", content: Array("go1.22go1.9.7go1.x".utf8)),
        ]
        var data = ByteMaker()
        // A string that does not fit the function table, the one that does, and one that is no version.
        for (start, length) in [(0, 6), (6, 7), (13, 5)] {
            data.word(maker.address(of: 1) + UInt64(start))
            data.word(UInt64(length))
        }
        maker.sections.append(.init(name: ".data", content: data.bytes))
        #expect(try info(maker.made()).toolchain == .found("go1.9.7"))
    }

    @Test func packed() {
        var bytes = ELFMaker(sections: [], hasSectionHeaders: false).made()
        bytes.replaceSubrange(124..<128, with: Array("UPX!".utf8))
        #expect(inspect(bytes) == .opaque(.packed(by: "UPX")))
        #expect(
            GoBinaryInspection.OpaqueReason.packed(by: "UPX").description
                == "packed with UPX; unpack it to have it inspected")
    }

    @Test func whatIsNoProgram() {
        #expect(inspect([]) == .notGo)
        #expect(inspect(Array("#!/bin/sh\necho\n".utf8)) == .notGo)
        #expect(inspect(Array("MZ is how this text starts, and nothing else is like a program".utf8)) == .notGo)
        // A Java class of version 52.
        #expect(inspect([0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 52, 0, 0]) == .notGo)
        // A relocatable object.
        #expect(inspect(ELFMaker(type: 1).made()) == .notGo)
        #expect(inspect(ELFMaker(sections: [.init(name: ".text", content: [0x90])]).made()) == .notGo)
    }

    @Test func malformed() {
        guard case .malformed(let short) = inspect([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0]) else {
            Issue.record("a header of 10 bytes is accepted")
            return
        }
        #expect(short.description == "ELF file: header is cut off, at byte 10")
        var bytes = ELFMaker().made()
        bytes[4] = 9
        guard case .malformed(let class9) = inspect(bytes) else {
            Issue.record("an unknown class is accepted")
            return
        }
        #expect(class9.offset == 4)
        var mach: [UInt8] = [0xCF, 0xFA, 0xED, 0xFE]
        #expect(inspect(mach) == .notGo)
        mach += Array(repeating: 0xFF, count: 28)
        guard case .malformed(let absurd) = inspect(mach) else {
            Issue.record("absurd load commands are accepted")
            return
        }
        #expect(absurd.format == .machO)
    }
}
