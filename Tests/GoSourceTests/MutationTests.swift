import Testing

@testable import GoSource

/// No input whatever may trap or hang.
struct MutationTests {
    private static let seed = """
        package p

        import ("fmt"; m "math"; . "strings")

        const ( A = iota; B = 1 << A; C = "x" + "y" )

        type T[P any, Q ~[]P] struct { *U; f func(P) (Q, error); m map[string][B]chan<- P }
        type U interface { M(x int, y ...string) error; ~int | string }

        func (t *T[P, Q]) Do(x P) (r Q, err error) {
        	defer func() { recover() }()
        L:
        	for i, v := range []int{1, 2: 3} {
        		switch y := any(v).(type) {
        		case int, string: fmt.Println(y, m.Pi)
        		default: break L
        		}
        		if z := i; z > 0 { go t.f(x) } else if !true { x.y[1:2:3]++ }
        	}
        	select { case c := <-t.m["a"][0]: _ = c; default: }
        	return append(r, x), nil
        }
        """

    @Test func truncatedFilesAreSurvived() {
        let bytes = Array(Self.seed.utf8)
        for length in stride(from: 0, through: bytes.count, by: 7) { GoSourceFuzz.run(bytes[..<length]) }
    }

    @Test func changedBytesAreSurvived() {
        let bytes = Array(Self.seed.utf8)
        let alphabet = Array("{}()[]<-.,;:=*&|~\"'`/\\\n 0x_Ae\u{0}".utf8) + [0xFF, 0xC3]
        var state: UInt64 = 0x1234_5678_9ABC_DEF1
        func random(_ limit: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(limit))
        }
        for _ in 0..<150 {
            var changed = bytes
            for _ in 0...random(6) {
                let place = random(changed.count)
                switch random(3) {
                case 0: changed[place] = alphabet[random(alphabet.count)]
                case 1: changed.remove(at: place)
                default: changed.insert(alphabet[random(alphabet.count)], at: place)
                }
            }
            GoSourceFuzz.run(changed)
        }
    }

    @Test(arguments: [
        "type T[P T[P]] T[P]", "type A = B\ntype B = A", "type I interface { I }",
        "type S struct { S }; var x S; var y = x.z",
        "var x = x.y.z()", "const a = b; const b = a", "func f[T f[T]]() {}", "type T []T; var x T; var y = x[0][0][0]",
        "type P *P; var p P; var q = ***p", "type F func(F) F; var f F; var g = f(f)(f)", "var a [len(a)]int",
        "const c = len([c]int{})", "type A[P any] = A[[]P]; var x A[int]",
        "type G[T any] struct { G[*T] }; var g G[int]; var h = g.x",
        "func (x) m() {}\nfunc (*T) n() {}\nfunc (a.B) o() {}",
        "var _ = func() { var x = x; type T T; var t T; t.x() }",
        "type U interface { ~U | U }; func f[T U](t T) { for range t {} }",
        "import \"p\"; import \"\"; import x \"y\"; var _ = x.x.x",
        "type M map[M]M; var m M; var n = m[m][m]", "func f() { x, x := 1, 2; for x := range x { x := x } }",
        "type C[T interface{ m() C[T] }] interface{ m() C[T] }; func f[T C[T]](t T) { t.m().m().m() }",
        "var a, b, c = f(); func f() (int, int) { return a, b }",
        "type T int; func (t T) String() string { return t.String() }",
    ])
    func twistedProgramsEnd(_ text: String) {
        GoSourceFuzz.run(Array(("package p\n" + text + "\n").utf8))
    }

    @Test func longChainsOnUnknownPackagesAreSurvived() {
        let chain = String(repeating: ".b()", count: 1500)
        GoSourceFuzz.run(Array("package p\nimport \"x.org/a\"\nvar x = a\(chain)\n".utf8))
    }

    @Test func hugeLiteralsAreSurvived() {
        GoSourceFuzz.run(Array("package p\nconst x = 1\(String(repeating: "0", count: 5000))e99999 << 99999\n".utf8))
        GoSourceFuzz.run(Array("package p\nvar x = [1 << 62]int{1 << 61: 2}\nvar y [-1]int\n".utf8))
        var doubled = "package p\nconst s0 = \"xxxxxxxxxxxxxxxx\"\n"
        for index in 1..<60 { doubled += "const s\(index) = s\(index - 1) + s\(index - 1)\n" }
        GoSourceFuzz.run(Array(doubled.utf8))
    }
}
