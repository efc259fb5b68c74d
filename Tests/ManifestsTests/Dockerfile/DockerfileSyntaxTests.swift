import Testing

@testable import Manifests

/// BuildKit's syntax, one behaviour a test.
@Suite struct DockerfileSyntaxTests {
    static func parse(_ text: String) -> Dockerfile { DockerfileParser.parse(Array(text.utf8)) }
    static func problems(_ text: String) -> [String] { parse(text).problems.map(\.message) }

    static func place(_ range: Range<Int>, _ file: Dockerfile) -> String {
        "\(file.source.line(at: range.lowerBound)):\(file.source.column(at: range.lowerBound))"
    }

    // MARK: Directives

    @Test func directives() {
        let file = Self.parse("# syntax = docker/dockerfile:1\n#escape=`\n# check=skip=all\nFROM a:1\n")
        #expect(file.directives.map(\.name) == ["syntax", "escape", "check"])
        #expect(file.directives.map(\.value) == ["docker/dockerfile:1", "`", "skip=all"])
        #expect(file.escape == UInt8(ascii: "`"))
    }

    @Test func directivesEndAtTheFirstOtherLine() {
        #expect(Self.parse("# a comment\n# escape=`\nFROM a:1\n").escape == UInt8(ascii: "\\"))
        #expect(Self.parse("\n# escape=`\nFROM a:1\n").escape == UInt8(ascii: "\\"))
        #expect(Self.parse("FROM a:1\n# escape=`\n").escape == UInt8(ascii: "\\"))
    }

    @Test func aDirectiveTwiceIsAProblem() {
        #expect(Self.problems("# escape=`\n# escape=`\nFROM a:1\n") == ["The directive escape stands twice."])
        #expect(Self.problems("# escape=x\nFROM a:1\n") == ["The directive escape takes \\ or `."])
    }

    // MARK: Lines

    @Test func continuationWithCommentsAndEmptyLines() {
        let file = Self.parse("FROM a:1\nRUN a && \\\n# why\n\n    b && \\  \n\t# more\n    c\nUSER 1\n")
        #expect(file.problems.isEmpty)
        #expect(file.instructions.map(\.keyword) == [.from, .run, .user])
        #expect(file.instructions[1].script?.commands.map(\.name) == ["a", "b", "c"])
        #expect(file.comments.map(\.text) == ["why", "more"])
        #expect(file.comments.map(\.isInsideInstruction) == [true, true])
        #expect(file.emptyContinuationLines == [4])
        let commands = file.instructions[1].script?.commands ?? []
        #expect(commands.map { Self.place($0.range, file) } == ["2:5", "5:5", "7:5"])
    }

    @Test func windowsEscape() {
        let file = Self.parse("# escape=`\nFROM a:1\nCOPY a C:\\b\\\nRUN dir `\n  C:\\\nWORKDIR C:\\x\n")
        #expect(file.problems.isEmpty)
        #expect(file.instructions.map(\.keyword) == [.from, .copy, .run, .workdir])
        #expect(file.instructions[1].copyDestination?.value == "C:\\b\\")
    }

    @Test func byteOrderMarkAndCarriageReturns() {
        let text = "\u{FEFF}FROM a:1\r\nRUN x \\\r\n  && y\r\nUSER 1\r\n"
        let file = Self.parse(text)
        #expect(file.problems.isEmpty && file.source.lineEnding == "\r\n")
        #expect(file.instructions.map(\.keyword) == [.from, .run, .user])
        #expect(Self.place(file.instructions[0].range, file) == "1:1")
        #expect(file.instructions[1].script?.commands.map(\.name) == ["x", "y"])
        #expect(file.instructions[2].words.map(\.value) == ["1"])
    }

    @Test func columnsCountScalars() {
        let file = Self.parse("FROM a:1\nLABEL ä=\"ü\" b=c\n")
        #expect(file.instructions[1].assignments.map { Self.place($0.range, file) } == ["2:7", "2:13"])
    }

    @Test func noLineEndAtTheEnd() {
        #expect(Self.parse("FROM a:1\nRUN x \\").instructions.count == 2)
        #expect(Self.parse("").instructions.isEmpty)
    }

    @Test func keywordsInAnyCase() {
        #expect(Self.parse("from a:1\nRun x\neXpose 1\n").instructions.map(\.keyword) == [.from, .run, .expose])
    }

    // MARK: Heredocs

    @Test func heredocAsScript() {
        let file = Self.parse("FROM a:1\nRUN <<EOF\napk add x\ncd /y && make\nEOF\nUSER 1\n")
        #expect(file.problems.isEmpty && file.instructions.count == 3)
        // The heredoc itself is a redirection without a command.
        let commands = file.instructions[1].script?.commands.filter { !$0.words.isEmpty } ?? []
        #expect(commands.map(\.name) == ["apk", "cd", "make"])
        #expect(commands.map { Self.place($0.range, file) } == ["3:1", "4:1", "4:10"])
    }

    @Test func severalHeredocsInOneLine() {
        let file = Self.parse("FROM a:1\nCOPY <<A <<\"B\" /x/\none\nA\ntwo $X\nB\nRUN y\n")
        #expect(file.problems.isEmpty)
        #expect(file.instructions[1].heredocs.map(\.name) == ["A", "B"])
        #expect(file.instructions[1].heredocs.map(\.isQuoted) == [false, true])
        #expect(file.instructions[1].heredocs.map { $0.body.string(0..<99) } == ["one\n", "two $X\n"])
        #expect(file.instructions[1].copyDestination?.value == "/x/")
    }

    @Test func heredocThatDropsTabs() {
        let file = Self.parse("FROM a:1\nRUN <<-EOF\n\t\techo a\n\tEOF\nUSER 1\n")
        #expect(file.problems.isEmpty && file.instructions[1].heredocs[0].dropsTabs)
        #expect(file.instructions[1].heredocs[0].body.string(0..<99) == "echo a\n")
    }

    @Test func heredocForAnInterpreterIsNoScript() {
        let file = Self.parse("FROM a:1\nRUN python3 <<EOF\nimport os; os.system('x')\nEOF\n")
        #expect(file.instructions[1].script?.commands.map(\.name) == ["python3"])
        let shell = Self.parse("FROM a:1\nRUN bash -e <<EOF\ncurl x\nEOF\n")
        #expect(shell.instructions[1].script?.commands.map(\.name) == ["bash", "curl"])
    }

    @Test func commentsInAHeredocAreNone() {
        let file = Self.parse("FROM a:1\nRUN <<EOF\n# hadolint ignore=DL3003\ncd /\nEOF\n")
        #expect(file.comments.isEmpty)
    }

    @Test func heredocWithoutEnd() {
        let file = Self.parse("FROM a:1\nRUN <<EOF\nx\n")
        #expect(file.problems.map { Self.place($0.range, file) } == ["2:5"])
    }

    @Test func notAHeredoc() {
        let file = Self.parse("FROM a:1\nRUN cat <<<x && echo \"<<EOF\" $((1<<2))\nUSER 1\n")
        #expect(file.problems.isEmpty && file.instructions[1].heredocs.isEmpty && file.instructions.count == 3)
    }

    // MARK: Flags

    @Test(arguments: [
        "FROM --platform=$BUILDPLATFORM a:1\n",
        "FROM a:1\nCOPY --from=b --chown=1:1 --chmod=755 --link --parents a b\n",
        "FROM a:1\nCOPY --exclude=*.md --exclude=x a b\n", "FROM a:1\nADD --keep-git-dir=true https://x/y.git#v1 /z\n",
        "FROM a:1\nADD --checksum=sha256:0 https://x/y /z\n", "FROM a:1\nADD --unpack=true a.tar /z\n",
        "FROM a:1\nRUN --mount=type=cache,target=/x --mount=type=secret,id=y,env=Y --network=none x\n",
        "FROM a:1\nRUN --security=insecure --device=vendor.com/x=all x\n",
        "FROM a:1\nHEALTHCHECK --interval=1s --timeout=1s --start-period=1s --start-interval=1s --retries=3 CMD x\n",
        "FROM a:1\nRUN \\\n  --mount=type=cache,target=/x \\\n  y\n",
    ])
    func knownFlags(_ text: String) {
        let file = Self.parse(text)
        #expect(file.problems == [])
        #expect(file.instructions.contains { !$0.flags.isEmpty })
    }

    @Test func mountFields() {
        let file = Self.parse("FROM a:1\nRUN --mount=type=cache,target=/x,readonly,id=a y\n")
        let flag = file.instructions[1].flag("mount")
        #expect(
            flag?.field("type") == "cache" && flag?.field("target", "dst") == "/x" && flag?.field("readonly") == "true")
    }

    @Test func unknownFlag() {
        #expect(Self.problems("FROM a:1\nCOPY --form=b a c\n") == ["COPY has no flag --form."])
        // `--x` of a command is none of RUN's.
        #expect(Self.problems("FROM a:1\nRUN make --x\n") == [])
    }

    // MARK: Forms

    @Test func execForms() {
        let file = Self.parse(
            "FROM a:1\nCMD [ \"a\", \"b\\\"c\\u0041\\n\" ]\nRUN [\"sh\", \"-c\", \"x | y\"]\nSHELL [\"/bin/bash\", \"-c\"]\n"
        )
        #expect(file.instructions[1].isExecForm && file.instructions[1].words.map(\.value) == ["a", "b\"cA\n"])
        #expect(file.instructions[2].isExecForm && file.instructions[3].isExecForm)
        #expect(file.problems.isEmpty)
    }

    @Test func brokenArrays() {
        for text in ["['a']", "[\"a\" \"b\"]", "[\"a\",]"] {
            let file = Self.parse("FROM a:1\nCMD \(text)\n")
            #expect(!file.instructions[1].isExecForm && file.instructions[1].looksLikeBrokenJSON, "\(text)")
        }
        #expect(!Self.parse("FROM a:1\nRUN [ -f /x ] && y\n").instructions[1].looksLikeBrokenJSON)
    }

    @Test func environmentForms() {
        let file = Self.parse("FROM a:1\nENV A=b C=\"d e\" F=g\\ h\nENV I j k\nLABEL l=m\n")
        #expect(file.instructions[1].assignments.map { $0.value?.value } == ["b", "d e", "g h"])
        #expect(file.instructions[2].assignments.map { $0.value?.value } == ["j k"])
        #expect(file.instructions[2].assignments[0].isLegacy)
    }

    @Test func onbuild() {
        let file = Self.parse("FROM a:1\nONBUILD RUN apk add x\nONBUILD COPY --from=b c d\n")
        #expect(file.instructions[1].effective.keyword == .run)
        #expect(file.instructions[1].effective.script?.commands.map(\.name) == ["apk"])
        #expect(file.instructions[2].effective.flag("from")?.value == "b")
    }

    @Test func healthcheck() {
        let file = Self.parse(
            "FROM a:1\nHEALTHCHECK NONE\nHEALTHCHECK CMD curl x\nHEALTHCHECK CMD [\"a\"]\nHEALTHCHECK x\n")
        #expect(file.instructions.compactMap(\.healthcheckKind) == ["NONE", "CMD", "CMD", "X"])
        #expect(file.problems.map(\.message) == ["HEALTHCHECK wants NONE or CMD."])
    }

    // MARK: Stages

    @Test func stages() {
        let file = Self.parse(
            "ARG V=1\nFROM a:$V AS One\nFROM one AS two\nFROM scratch\nCOPY --from=TWO a b\nCOPY --from=0 a b\n")
        #expect(file.stages.map(\.base) == [.image(ImageReference("a:1")), .stage(0), .scratch])
        #expect(file.stages.map(\.name) == ["One", "two", nil])
        #expect(file.stage(named: "TWO", before: file.stages[2])?.index == 1)
        #expect(file.stage(named: "0", before: file.stages[2])?.index == 0)
        #expect(file.rootBase(of: file.stages[1]) == .image(ImageReference("a:1")))
        #expect(file.finalStage?.index == 2)
    }

    @Test func imageReferences() {
        let full = ImageReference("reg.io:5000/team/app:1.2@sha256:ab")
        #expect(full.registry == "reg.io:5000" && full.repository == "team/app" && full.tag == "1.2")
        #expect(full.digest == "sha256:ab" && full.officialName == nil)
        #expect(ImageReference("library/golang:1").officialName == "golang")
        #expect(ImageReference("docker.io/golang").officialName == "golang")
        #expect(ImageReference("public.ecr.aws/docker/library/alpine:3").officialName == "alpine")
        #expect(ImageReference("localhost/a").registry == "localhost" && ImageReference("a/b").registry == nil)
    }

    // MARK: What is wrong

    @Test func oneBadLineLeavesTheRest() {
        let file = Self.parse("FROM a:1\nRUNN x\nCOPY a\nUSER 1\n")
        #expect(file.problems.map { Self.place($0.range, file) } == ["2:1", "3:1"])
        #expect(file.instructions.map(\.keyword) == [.from, .copy, .user])
    }

    @Test(arguments: [
        ("RUN x\n", "There is no FROM."), ("FROM a:1\nRUN\n", "RUN wants an argument."),
        ("FROM a:1 AS\n", "FROM wants an image, or an image, AS and a name."),
        ("FROM a:1\nENV a\n", "ENV wants a name and a value."), ("FROM a:1\nENV a=b c\n", "ENV wants name=value here."),
        ("FROM a:1\nSHELL sh\n", "SHELL wants a JSON array of strings."),
    ])
    func problems(_ text: String, _ message: String) {
        #expect(Self.problems(text) == [message])
    }
}
