import Testing

@testable import GoModules

@Suite struct GoModFileTests {
    @Test func everyDirectiveIsRead() {
        let file = GoModFile(
            parsing: """
                // Package things.
                //
                // Deprecated: use example.com/new instead.
                module "example.com/old" // trailing

                go 1.23rc1
                toolchain go1.23.0

                godebug default=go1.21
                godebug (
                \tpanicnil=1
                )

                tool example.com/gen/cmd/gen
                ignore ./node_modules
                ignore (
                \tstatic
                )

                require example.com/a v1.2.3
                require (
                \texample.com/b/v2 v2.0.0+incompatible // indirect
                \t`example.com/c` v0.0.0-20200102030405-abcdefabcdef // indirect; why
                \texample.com/d v1.0.0 // not indirect
                )
                exclude example.com/a v1.2.2
                replace (
                \texample.com/a => ../a
                \texample.com/d v1.0.0 => example.com/e v1.1.0
                )
                retract v1.0.1 // broken
                retract (
                \t// By accident.
                \t[v1.1.0, v1.1.9]
                )

                """)
        #expect(file.problems.isEmpty)
        #expect(file.module == .init(text: "example.com/old", line: 4))
        #expect(file.deprecation == "use example.com/new instead.")
        #expect(file.go == .init(text: "1.23rc1", line: 6))
        #expect(file.toolchain?.text == "go1.23.0")
        #expect(file.settings.map(\.key) == ["default", "panicnil"])
        #expect(file.settings.map(\.value) == ["go1.21", "1"])
        #expect(file.tools.map(\.text) == ["example.com/gen/cmd/gen"])
        #expect(file.ignored.map(\.text) == ["./node_modules", "static"])
        #expect(
            file.requirements == [
                .init(path: "example.com/a", version: "v1.2.3", line: 20),
                .init(path: "example.com/b/v2", version: "v2.0.0+incompatible", isIndirect: true, line: 22),
                .init(
                    path: "example.com/c", version: "v0.0.0-20200102030405-abcdefabcdef", isIndirect: true, line: 23),
                .init(path: "example.com/d", version: "v1.0.0", line: 24),
            ])
        #expect(file.exclusions == [.init(path: "example.com/a", version: "v1.2.2", line: 26)])
        #expect(file.retractions.map(\.low) == ["v1.0.1", "v1.1.0"])
        #expect(file.retractions.map(\.high) == ["v1.0.1", "v1.1.9"])
        #expect(file.retractions.map(\.rationale) == ["broken", "By accident."])
        let replacements = ModuleReplacements(file.replacements)
        #expect(replacements.replacement(of: "example.com/a", version: "v9.0.0")?.isFolder == true)
        #expect(replacements.replacement(of: "example.com/d", version: "v1.0.0")?.newPath == "example.com/e")
        #expect(replacements.replacement(of: "example.com/d", version: "v1.0.1") == nil)
    }

    @Test func lineEndsAndMarksOfOtherSystemsDoNotMatter() {
        let file = GoModFile(parsing: "\u{FEFF}module a\r\n\r\nrequire (\r\n\tb v1.0.0 // indirect\r\n)\r\n")
        #expect(file.problems.isEmpty)
        #expect(file.requirements == [.init(path: "b", version: "v1.0.0", isIndirect: true, line: 4)])
        #expect(GoModFile(parsing: "require ()\nmodule a").problems.isEmpty)
    }

    @Test(arguments: [
        ("module a\nmodule b", "line 2: a second module directive"),
        ("go 1.20\ngo 1.21", "line 2: a second go directive"),
        ("module", "line 1, column 1: expected: module PATH"),
        ("\nrequire a", "line 2, column 1: expected: require PATH VERSION"),
        ("require (\n\ta v1\n", "line 1: the block of 'require' has no ')'"),
        ("replace a b => c", "line 1: "), ("replace a =>", "line 1: expected a path"),
        ("replace a v1 c v2", "line 1: expected: replace PATH [VERSION] => PATH [VERSION]"),
        ("retract [v1, v2", "line 1: expected: retract"), ("godebug x", "line 1: expected: godebug KEY=VALUE"),
        ("module \"a", "line 1, column 8: a quotation without its end"),
        ("wheel x", "line 1, column 1: unknown directive 'wheel'"),
        ("require ( a v1", "line 1, column 11: unexpected words behind '('"),
    ])
    func problemsNameTheirPlace(_ text: String, _ problem: String) {
        let problems = GoModFile(parsing: text).problems
        if text == "replace a b => c" { return #expect(problems.isEmpty) }
        #expect(problems.first?.description.hasPrefix(problem) == true, "\(problems)")
    }

    @Test func aSlashInAPathIsNoComment() {
        let file = GoModFile(parsing: "replace a/b => ./x//y\nreplace c => d v1 // e")
        #expect(file.replacements.map(\.newPath) == ["./x", "d"])
    }

    @Test func problemsAreFew() {
        let text = String(repeating: "nonsense\n", count: 1000)
        #expect(GoModFile(parsing: text).problems.count == ProblemList.limit)
    }

    @Test func sumsTellContentFromGoMod() {
        let file = GoSumFile(
            parsing: "example.com/a v1.0.0 h1:x=\r\nexample.com/a v1.0.0/go.mod h1:y=\n\nbad line\n")
        #expect(file.modules.map(\.path) == ["example.com/a"])
        #expect(file.modules.map(\.hash) == ["h1:x="])
        #expect(file.goModFiles.map(\.version) == ["v1.0.0"])
        #expect(file.problems.map(\.description) == ["line 4: expected: MODULE VERSION HASH"])
    }

    @Test func workspacesNameTheirModules() {
        let file = GoWorkFile(
            parsing: """
                go 1.22
                toolchain go1.22.2
                use (
                \t./a // first
                \t../b
                )
                use "./c d"
                replace x => y v1.0.0
                godebug a=b
                require z v1
                """)
        #expect(file.go?.text == "1.22")
        #expect(file.uses.map(\.text) == ["./a", "../b", "./c d"])
        #expect(file.replacements.count == 1)
        #expect(file.settings.count == 1)
        #expect(file.problems.map(\.description) == ["line 10, column 1: unknown directive 'require'"])
    }

    @Test func vendoredModulesNameTheirPackages() {
        let file = VendorModules(
            parsing: """
                ## workspace
                # example.com/a v1.0.0
                ## explicit; go 1.17
                example.com/a
                example.com/a/b
                # example.com/c v1.0.0 => example.com/d v1.1.0
                example.com/c
                # example.com/e => ./e
                # example.com/c => example.com/d v1.1.0
                # bad line here now
                """)
        #expect(file.isWorkspace)
        #expect(file.modules.map(\.path) == ["example.com/a", "example.com/c", "example.com/e"])
        #expect(file.modules[0].isExplicit)
        #expect(file.modules[0].go == "1.17")
        #expect(file.modules[0].packages == ["example.com/a", "example.com/a/b"])
        #expect(file.modules[1].replacement?.newPath == "example.com/d")
        #expect(file.modules[2].replacement?.isFolder == true)
        #expect(file.problems.map(\.line) == [10])
    }

    @Test func mutatedFilesNeverTrap() {
        let text = Array("module a\nrequire (\n\tb v1 // indirect\n)\nreplace `b` => \"c\" v1\nretract [v1, v2]\n".utf8)
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1
            return Int(state >> 33) % bound
        }
        for _ in 0..<3000 {
            var bytes = text
            for _ in 0...next(5) {
                let position = next(bytes.count)
                switch next(3) {
                case 0: bytes[position] = UInt8(next(256))
                case 1: bytes.remove(at: position)
                default: bytes.insert(UInt8(ascii: "()\"`\n/[],"[next(9)]), at: position)
                }
                if bytes.isEmpty { bytes = text }
            }
            bytes.withUnsafeBytes { GoModFuzz.run($0) }
        }
    }
}

extension UInt8 {
    fileprivate init(ascii scalar: Character) { self = scalar.asciiValue ?? 0 }
}

extension String {
    fileprivate subscript(_ offset: Int) -> Character { self[index(startIndex, offsetBy: offset)] }
}
