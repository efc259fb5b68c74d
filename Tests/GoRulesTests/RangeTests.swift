import Findings
import GoSource
import Testing

@testable import GoRules

/// What is known of numbers and lengths: where a value fits nothing is found, where it may not it is.
@Suite struct RangeTests {
    private func found(_ rule: String, _ body: String) -> Int {
        let options = GoCodeOptions(rules: RuleSelection(profile: .all), threads: 1)
        let result = GoCodeScanner(options).scan(files: ["main.go": "package main\n\n\(body)\n"])
        #expect(!result.findings.contains { $0.id == "DD-GO-SYNTAX" }, "\(body)")
        return result.findings.filter { $0.id == rule }.count
    }

    private func conversions(_ body: String) -> Int { found("DD-GO-CONVERSION", body) }
    private func bounds(_ body: String) -> Int { found("DD-GO-BOUNDS", body) }

    /// Each part of a condition is read once; twice at each turn would be a million times here.
    @Test func conditionsDeepInEachOther() {
        var condition = "n > 1"
        for level in 0..<28 { condition = "(\(condition)) \(level % 2 == 0 ? "&&" : "||") n < \(level + 3)" }
        #expect(conversions("func f(n int) int8 {\n\tif \(condition) {\n\t\treturn int8(n)\n\t}\n\treturn 0\n}") == 1)
    }

    /// A value that is forgotten costs the same however many others there are.
    @Test func manyVariables() {
        let lines = (0..<5000).map { "\tx\($0) := b[\($0)] & 15\n" }.joined()
        #expect(conversions("func f(b []int) int8 {\n\(lines)\treturn int8(x4999)\n}") == 0)
    }

    /// Numbers that no type of Go holds are not counted with.
    @Test(arguments: [
        "if n > 170141183460469231731687303715884105727 {\n\t\treturn 1\n\t}",
        "if n < -170141183460469231731687303715884105727 {\n\t\treturn 1\n\t}",
        "for i := -7; i < 170141183460469231731687303715884105727; i += 3 {\n\t\tn++\n\t}",
        "switch n {\n\tcase 170141183460469231731687303715884105727, -170141183460469231731687303715884105727:\n\t\treturn 1\n\t}",
        "if (n+1267650600228229401496703205375)>>15>>15>>15 > 1267650600228229401496703205375 {\n\t\treturn 1\n\t}",
    ])
    func numbersBeyondEveryType(_ statement: String) {
        #expect(conversions("func f(n int) int8 {\n\t\(statement)\n\treturn int8(n)\n}") == 1)
    }

    /// Functions of one `int` parameter that convert what may not fit: other ways lead to the conversion.
    static let wide = [
        // A closure stores in the variable.
        "x := 1\n\tgrow := func() { x = n }\n\tgrow()\n\treturn int8(x)",
        // A pointer does, to the variable or to a field of it.
        "x := 1\n\tp := &x\n\tfor i := 0; i < 3; i++ {\n\t\t_ = int8(x)\n\t\t*p = n\n\t}\n\treturn 0",
        "x := pair{}\n\tp := &x.a\n\tif x.a < 10 && x.a >= 0 {\n\t\t*p = n\n\t\treturn int8(x.a)\n\t}\n\treturn 0",
        "p := &pair{}\n\tif (*p).a < 10 && (*p).a >= 0 {\n\t\tp.a = n\n\t\treturn int8((*p).a)\n\t}\n\treturn 0",
        // A method with a pointer receiver.
        "var x number\n\tx.set(n)\n\treturn int8(x)",
        // A call changes a variable of the package.
        "global = 1\n\tgrow(n)\n\treturn int8(global)",
        "global = 1\n\tfor i := 0; i < 2; i++ {\n\t\t_ = int8(global)\n\t\tgrow(n)\n\t}\n\treturn 0",
        // Calls in conditions do.
        "global = 1\n\t_ = n > 3 && grow(n)\n\treturn int8(global)",
        "global = 1\n\tfor grow(n) {\n\t}\n\treturn int8(global)",
        // A range stores in a variable that is there before.
        "i := 0\n\tfor i = range n {\n\t\t_ = i\n\t}\n\treturn int8(i)",
        // What comes out of channels and functions is no position.
        "var c chan int\n\tfor x := range c {\n\t\t_ = uint(x)\n\t}\n\treturn 0",
        "var each func(func(int) bool)\n\tfor x := range each {\n\t\t_ = uint(x)\n\t}\n\treturn 0",
        // The step or the end of a counter is another variable.
        "step := 1\n\tfor i := 0; i < 10; i += step {\n\t\t_ = uint(i)\n\t\tstep = n\n\t}\n\treturn 0",
        "for i, j := 0, n; j < 100; i += 2 {\n\t\t_ = int8(i)\n\t\tj++\n\t}\n\treturn 0",
        // A counter behind a loop that is left early.
        "i := 120\n\tfor ; i < 129; i += 9 {\n\t\tif n == i {\n\t\t\tbreak\n\t\t}\n\t}\n\treturn int8(i)",
        // A break leaves a switch with what held before.
        "switch {\n\tcase n > 100:\n\t\tif n > 200 {\n\t\t\tbreak\n\t\t}\n\t\treturn 0\n\tcase n < 0:\n\t\treturn 0\n\t}\n\treturn int8(n)",
        "switch {\n\tcase n > 100:\n\t\tfallthrough\n\tcase n > 50:\n\t\treturn int8(n)\n\t}\n\treturn 0",
        // Jumps.
        "x := 1\nagain:\n\t_ = int8(x)\n\tx = n\n\tif n > 3 {\n\t\tgoto again\n\t}\n\treturn 0",
        "if n > 3 {\n\t\tgoto end\n\t}\n\treturn 0\nend:\n\treturn int8(n)",
        // Cases of switches are read too.
        "switch int8(4) {\n\tcase int8(n):\n\t\treturn 1\n\t}\n\treturn 0",
        "switch {\n\tcase n == 3, int8(n) == 4:\n\t\treturn 1\n\t}\n\treturn 0",
    ]

    @Test(arguments: wide) func otherWays(_ body: String) {
        #expect(conversions(Self.around(body)) == 1)
    }

    /// Functions of one `int` parameter whose conversions fit.
    static let narrow = [
        "x := 1\n\tlook := func() { _ = x }\n\tlook()\n\treturn int8(x)",
        "if n < 0 || n > 100 {\n\t\treturn 0\n\t}\n\treturn int8(n)",
        "switch {\n\tcase n < 0, n > 100:\n\t\treturn 0\n\t}\n\treturn int8(n)",
        "switch {\n\tcase n < 0:\n\t\treturn 0\n\tcase n > 100:\n\t\tfor range 3 {\n\t\t\tbreak\n\t\t}\n\t\treturn 0\n\t}\n\treturn int8(n)",
        "for i := 0; i < 100; i++ {\n\t\tswitch i {\n\t\tcase 3:\n\t\t\tbreak\n\t\t}\n\t\t_ = int8(i)\n\t}\n\treturn 0",
        "for i := range 100 {\n\t\t_ = int8(i)\n\t}\n\treturn 0",
        "p := &pair{}\n\tif (*p).a < 10 && p.a >= 0 {\n\t\tp.ab = n\n\t\treturn int8(p.a)\n\t}\n\treturn 0",
        "i := 2\n\tfor ; i < 100; i += 2 {\n\t\t_ = int8(i)\n\t}\n\treturn int8(i)",
        "if n*2 == 5 {\n\t\treturn 0\n\t}\n\treturn 1",
    ]

    @Test(arguments: narrow) func valuesThatFit(_ body: String) {
        #expect(conversions(Self.around(body)) == 0)
    }

    private static func around(_ body: String) -> String {
        """
        type pair struct{ a, ab int }
        type number int

        func (x *number) set(n int) { *x = number(n) }

        var global int

        func grow(n int) bool {
        \tglobal = n
        \treturn n > 3
        }

        func f(n int) int8 {
        \t\(body)
        }
        """
    }

    /// A method with a pointer receiver makes the list longer.
    @Test func listsThatGrow() {
        let push = "type stack []int\n\nfunc (s *stack) push(x int) { *s = append(*s, x) }\n\n"
        #expect(bounds(push + "func f() int {\n\ts := stack{}\n\ts.push(1)\n\treturn s[0]\n}") == 0)
        #expect(bounds(push + "func f() int {\n\ts := stack{}\n\treturn s[0]\n}") == 1)
    }
}
