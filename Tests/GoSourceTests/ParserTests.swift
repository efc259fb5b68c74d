import Testing

@testable import GoSource

struct ParserTests {
    static let declarations: [String] = [
        "import \"a\"", "import (\n\t\"a\"\n\tb \"c\"\n\t. \"d\"\n\t_ \"e\"\n)", "const a = 1",
        "const (\n\ta = iota\n\tb\n)",
        "var a, b int = 1, 2", "var f = func() {}", "type T int", "type A = []int", "type (\n\tA struct{}\n\tB = A\n)",
        "type T[P any] struct{ x P }", "type T[P *C, Q any] int", "type T[P interface{ ~int | ~string }] []P",
        "type A[P any] = map[string]P", "type T [N]int", "type T [2 * N]int", "type T[P ~[]E, E any] struct{}",
        "type T[P *Q,] int", "type T [P * Q]int",
        "type I interface {\n\tm()\n\tio.Reader\n\t~int | string\n\tcomparable\n}",
        "type S struct {\n\ta, b int `tag`\n\t*T\n\tpkg.U\n\tV[int]\n\tf func(a, b int, c ...string) (x int, err error)\n}",
        "type C chan<- <-chan int", "type F func(int, ...string) func()", "func f()", "func f(a, b int, c string) {}",
        "func f[P any, Q comparable](p P) (q Q) { return }",
        "func (t *T[P]) m(_ int, _ ...any) (int, error) { return 0, nil }",
        "func (T) m() {}", "//go:embed x\nvar s string", "type M map[[2]string]struct{ _ int }",
    ]

    static let statements: [String] = [
        "x := 1", "x, y = y, x", "x += 1", "x &^= y", "x++", "*p--", "f(a, b...)", "go f()",
        "defer func() { recover() }()",
        "return", "if x := f(); x > 0 {\n} else if y {\n} else {\n}", "for {\n}", "for i := 0; i < n; i++ {\n}",
        "for x {\n}", "for range 10 {\n}", "for i := range n {\n}", "for k, v := range m {\n}",
        "for k, v = range f {\n}",
        "for range ch {\n}", "switch {\n}", "switch x := f(); x {\ncase 1, 2:\n\tfallthrough\ndefault:\n}",
        "switch v := x.(type) {\ncase nil:\ncase int, *T:\n\t_ = v\n}", "switch x.(type) {\n}",
        "select {\ncase v, ok := <-ch:\n\t_, _ = v, ok\ncase ch <- 1:\ncase <-done:\ndefault:\n}",
        "L:\n\tfor {\n\t\tbreak L\n\t}", "goto L", "ch <- <-other", "var x int", "const c = 1", "type T struct{}",
        "{\n}", ";",
        "_ = []int{1, 2, 3}", "_ = map[string]T{\"a\": {1}, \"b\": {x: 2}}", "_ = [...]string{2: \"a\", 0: \"b\"}",
        "_ = &T{a: 1}", "_ = struct{ a int }{1}", "_ = a[1:2:3]", "_ = a[:]", "_ = a[i]", "_ = f[int](x)",
        "_ = F[int, string]{}", "_ = x.(*T).y", "_ = (*T)(nil)", "_ = <-chan int(ch)",
        "_ = func(a int) int { return a }(1)",
        "_ = -x + ^y*!z", "_ = a.b.c().d[1]", "_ = 'a' + \"b\"", "_ = T.method", "_ = new(int)", "_ = new(42)",
        "_ = min(1, 2) + max(3, 4)", "clear(m)", "if v, ok := m[T{1}.x]; ok {\n}", "if (T{1} == x) {\n}",
        "for _, f := range []func(){a, b} {\n}", "x.y.z = struct{}{}", "_ = []T{{1}, {2}}", "_ = a &^ b | c<<1",
        "_ = interface{ m() }(x)", "if f(T{1}) {\n}", "switch x := y.(type) {\n}", "_ = a < b && c > d",
    ]

    @Test(arguments: declarations)
    func declarationsAreRead(_ text: String) {
        let file = parse("package p\n" + text + "\n")
        #expect(file.messages == [])
        #expect(file.firstNodeOutsideOfParent == nil)
        #expect(file.count(file.declarations) == 1)
    }

    @Test(arguments: statements)
    func statementsAreRead(_ text: String) {
        let file = parse("package p\nfunc f() {\n\t" + text + "\n}\nvar last int\n")
        #expect(file.messages == [])
        #expect(file.firstNodeOutsideOfParent == nil)
        #expect(file.count(file.declarations) == 2)
    }

    @Test(arguments: [
        "func f() {\n\tx := \n}", "func f() {\n\tif {\n\t}\n}", "func f() {\n\tfoo(1, \n}", "var x = ",
        "type T struct {\n\ta int b int\n}",
        "func f() {\n\tx = 1 2\n}", "func f( {\n}", "func f() {\n\tfor i := 0; i < 10 {\n\t}\n}", "const x",
        "var 1x int", "type T",
        "func f() {\n\tx := T{1 2}\n}", "func f() {\n\tswitch x {\n\t\tfoo()\n\t}\n}", "import x",
        "func f() { a.; b() }",
        "func f() {\n\tgo x\n}", "func f() {\n\ta, 1 := 1, 2\n}", "type T[P] int x", "func f() { ) }", "func (x) {}",
    ])
    func mistakesLeaveTheRestReadable(_ text: String) {
        let file = parse("package p\n\nfunc before() {}\n\n" + text + "\n\nfunc after() { g() }\n")
        #expect(!file.errors.isEmpty)
        #expect(file.errors.count <= 4, "\(file.messages)")
        let names = file.nodes(file.declarations).compactMap { node -> String? in
            guard case .function(_, let name, _, _) = file.syntax(node) else { return nil }
            return file.name(of: name)
        }
        #expect(names.contains("before") && names.contains("after"), "\(names)")
    }

    @Test func errorsTellWhereAndWhat() {
        #expect(parse("package p\nfunc f() {\n\tx := )\n}\n").messages == ["3: expected operand, found ')'"])
        #expect(parse("package p\n\nvar x int y\n").messages == ["3: expected ';', found name"])
        #expect(parse("x").messages.first?.contains("expected 'package'") == true)
        #expect(parse("").messages.count == 1)
    }

    @Test func nestingHasALimitAndNoChainIsTooLong() {
        let deep = parse("package p\nvar x = " + String(repeating: "(", count: 100_000))
        #expect(deep.messages.contains { $0.contains("levels deep") })
        let blocks = parse("package p\nfunc f() " + String(repeating: "{", count: 100_000))
        #expect(blocks.messages.contains { $0.contains("levels deep") })
        let sum = parse("package p\nvar x = 1" + String(repeating: " + 1", count: 20_000) + "\n")
        #expect(sum.errors.isEmpty)
        let elses = "if a {\n}" + String(repeating: " else if a {\n}", count: 5000)
        #expect(parse("package p\nfunc f() {\n" + elses + "\n}\n").errors.isEmpty)
        let calls = parse("package p\nvar x = a" + String(repeating: ".b()", count: 5000) + "\n")
        #expect(calls.messages.contains { $0.contains("chain of more than") })
    }

    @Test func bodiesAreSkippedOnRequest() {
        let text = "package p\nfunc f() { if x { y(\"}\") } }\nvar g = func() { z() }\nfunc (T) m() {\n\t// }\n}\n"
        let file = GoFile(path: "a.go", text: text, options: ParseOptions(skipsBodies: true))
        #expect(file.errors.isEmpty)
        #expect(file.count(file.declarations) == 3)
        let calls = file.nodes(of: .call).map { file.text(of: $0) }
        #expect(calls == ["z()"])
    }

    @Test func partsOfNodesAreWhereTheyBelong() throws {
        let file = parse("package p\nfunc (r *R) name(a int, b ...string) (err error) {\n\treturn f(a)\n}\n")
        guard case .function(let receiver, let name, let type, let body) = file.syntax(file.first(file.declarations))
        else {
            Issue.record("no function")
            return
        }
        #expect(file.name(of: name) == "name")
        #expect(file.text(of: file.first(receiver)) == "r *R")
        #expect(file.text(of: type) == "(a int, b ...string) (err error)")
        #expect(file.position(of: body) == SourcePosition(line: 2, column: 50))
        #expect(file.endPosition(of: body) == SourcePosition(line: 4, column: 2))
        #expect(file.packageName == "p")
    }

    @Test func arrowsBelongToTheChannelTypes() {
        let file = parse("package p\nvar a <-chan (chan<- int)\nvar b = (<-chan int)(nil)\nvar c chan<- chan int\n")
        #expect(file.errors.isEmpty)
        let directions = file.nodes(of: .channelType).map { node -> ChannelDirection in
            if case .channelType(let direction, _) = file.syntax(node) { return direction }
            return .both
        }
        #expect(directions == [.send, .receive, .receive, .both, .send])
    }
}
