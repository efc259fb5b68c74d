import Testing

@testable import Manifests

/// ARG and ENV, and how BuildKit expands them.
@Suite struct VariableTests {
    static func expand(_ text: String, _ known: [String: String] = ["x": "a/b.c", "e": ""]) -> String? {
        var variables = Variables()
        return variables.expand(text) { name in
            if name == "u" { return .unknown }
            return known[name].map { .value($0) } ?? .undefined
        }
    }

    @Test(arguments: [
        ("$x", "a/b.c"), ("${x}", "a/b.c"), ("$x-y", "a/b.c-y"), ("${x:-d}", "a/b.c"), ("${n:-d}", "d"),
        ("${e:-d}", "d"),
        ("${e-d}", ""), ("${n-d}", "d"), ("${x:+s}", "s"), ("${n:+s}", ""), ("${e:+s}", ""), ("${e+s}", "s"),
        ("${x#*/}", "b.c"), ("${x##*[/]}", "a/b.c"), ("${x%.c}", "a/b"), ("${x%%/*}", "a"), ("${x/b/z}", "a/z.c"),
        ("${x//[.]/}", "a/b.c"), ("'$x'", "$x"), ("\"$x\"", "a/b.c"), ("\\$x", "$x"), ("${n:-${x}}", "a/b.c"),
        ("$", "$"),
        ("${n:-a b}", "a b"), ("$n", ""), ("${x?no}", "a/b.c"),
    ])
    func forms(_ text: String, _ value: String) {
        // A character class is no class here: the pattern stands for itself.
        #expect(Self.expand(text) == value)
    }

    @Test func whatIsNotKnownStaysUnknown() {
        for text in ["$u", "a${u}b", "${u:-d}", "${u:+s}", "${n?no}", "${x"] {
            #expect(Self.expand(text) == nil, "\(text)")
        }
    }

    @Test func argumentsBeforeFrom() {
        let file = DockerfileParser.parse(
            Array("ARG A=1\nARG B=${A}2\nFROM i:$B\nRUN x\nLABEL a=$A\nARG A\nLABEL b=$A\n".utf8))
        #expect(file.stages[0].base == .image(ImageReference("i:12")))
        // Not declared in the stage: not set there.
        let labels = file.instructions.filter { $0.keyword == .label }.map { $0.assignments[0].value?.expanded }
        #expect(labels == ["", "1"])
    }

    @Test func environmentHidesArgumentsAndPassesOn() {
        let file = DockerfileParser.parse(
            Array("FROM i:1 AS a\nARG X=1\nENV X=2 Y=$X\nWORKDIR /$X\nFROM a\nWORKDIR /$X$Y\n".utf8))
        let paths = file.instructions.filter { $0.keyword == .workdir }.map { $0.words[0].expanded }
        #expect(paths == ["/2", "/21"])
    }

    @Test func predefinedArgumentsAreUnknownInValue() {
        let file = DockerfileParser.parse(Array("FROM i:$TARGETARCH\n".utf8))
        #expect(file.stages[0].base == .unknown("i:$TARGETARCH"))
    }

    @Test func growthIsBounded() {
        var text = "FROM i:1\nENV A0=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"
        for index in 1..<40 { text += "ENV A\(index)=$A\(index - 1)$A\(index - 1)$A\(index - 1)$A\(index - 1)\n" }
        let file = DockerfileParser.parse(Array(text.utf8))
        #expect(file.instructions.last?.assignments[0].value?.expanded == nil)
    }

    @Test func nestingIsBounded() {
        #expect(Self.expand(String(repeating: "${n:-", count: 5000) + "x" + String(repeating: "}", count: 5000)) == nil)
    }
}
