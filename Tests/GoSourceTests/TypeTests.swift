import Testing

@testable import GoSource

struct TypeTests {
    @Test func declarationsGiveExpressionsTheirTypes() throws {
        let checked = try Checked(
            """
            type Celsius float64
            type Point struct{ X, Y int }
            type Shape interface{ Area() float64 }
            var points map[string][]*Point
            func f(c Celsius, s Shape, ch <-chan Point, n ...string) (int, error) {
            	p := points["a"][0]
            	q, ok := points["b"]
            	area := s.Area() * 2
            	r := <-ch
            	warm := c + 1
            	x := n[0]
            	bytes := []byte(x)
            	sub := bytes[1:]
            	char := x[0]
            	pp := &Point{1, 2}
            	fn := func(i int) bool { return i > 0 }
            	yes := fn(p.X)
            	arr := [...]int{4: 1}
            	_, _, _, _, _, _, _, _, _ = q, ok, area, warm, sub, char, pp, yes, arr
            	for i, v := range x { _, _ = i, v }
            	return len(n), nil
            }
            """)
        let wanted = [
            "p": "*m.Point", "q": "[]*m.Point", "ok": "bool", "area": "float64", "r": "m.Point", "warm": "m.Celsius",
            "x": "string", "sub": "[]uint8", "char": "uint8", "pp": "*m.Point", "fn": "func(int) bool", "yes": "bool",
            "arr": "[5]int", "p.X": "int", "i": "int", "v": "int32", "s.Area()": "float64", "n": "[]string",
            "points": "map[string][]*m.Point", "len(n)": "int",
            "f": "func(m.Celsius, m.Shape, <-chan m.Point, ...string) (int, error)",
        ]
        for (text, type) in wanted { #expect(try checked.type(text) == type, "\(text)") }
    }

    @Test func embeddedFieldsLendTheirMembers() throws {
        let checked = try Checked(
            """
            type Base struct{ id int }
            func (b *Base) ID() int { return b.id }
            type Middle struct{ *Base; name string }
            type Outer struct{ Middle; io }
            type io interface{ Read(p []byte) (int, error) }
            func f(o Outer) {
            	a := o.ID()
            	b := o.id
            	n, err := o.Read(nil)
            	g := o.ID
            	h := (*Base).ID
            	_, _, _, _, _, _ = a, b, n, err, g, h
            }
            """)
        #expect(try checked.calleeName("o.ID()") == "m.Base.ID")
        #expect(try checked.calleeName("o.Read(nil)") == "m.io.Read")
        #expect(try checked.object("o.id") == "m.Base.id")
        #expect(try checked.type("err") == "error")
        #expect(try checked.type("g") == "func() int")
        #expect(try checked.type("h") == "func(*m.Base) int")
    }

    @Test func genericsAreInferred() throws {
        let checked = try Checked(
            """
            type List[T any] struct{ items []T; next *List[T] }
            func (l *List[E]) Push(x E) *List[E] { l.items = append(l.items, x); return l }
            type Pair[K comparable, V any] struct{ Key K; Value V }
            type Alias[V any] = map[string]V
            func Map[S ~[]T, T, U any](s S, f func(T) U) []U { return nil }
            func Keys[M ~map[K]V, K comparable, V any](m M) []K { return nil }
            func Zero[T any]() T { var z T; return z }
            type Names []string
            func f(names Names, a Alias[int]) {
            	lengths := Map(names, func(s string) int { return len(s) })
            	keys := Keys(a)
            	l := (&List[float64]{}).Push(1)
            	z := Zero[*Pair[string, bool]]()
            	v := z.Value
            	first := l.next.items[0]
            	b := a["x"]
            	_, _, _, _, _ = lengths, keys, v, first, b
            }
            """)
        let wanted = [
            "lengths": "[]int", "keys": "[]string", "l": "*m.List[float64]", "z": "*m.Pair[string, bool]", "v": "bool",
            "first": "float64", "b": "int", "a": "map[string]int",
        ]
        for (text, type) in wanted { #expect(try checked.type(text) == type, "\(text)") }
        #expect(try checked.calleeName("(&List[float64]{}).Push(1)") == "m.List.Push")
        #expect(try checked.callee("Zero[*Pair[string, bool]]()").object != .none)
    }

    @Test func goUpTo126IsKnown() throws {
        let checked = try Checked(
            """
            import "iter"
            func count(n int) iter.Seq2[int, string] { return nil }
            func f(m map[string]int) {
            	for i := range 10 { use(i) }
            	for k, v := range count(3) { use(k); use2(v) }
            	for range 3 { }
            	p := new(42)
            	q := new("x" + "y")
            	low := min(1, 2.5, 3)
            	high := max("a", "b")
            	clear(m)
            	_, _, _, _ = p, q, low, high
            }
            func use(int) {}
            func use2(string) {}
            """)
        #expect(try checked.type("i") == "int")
        #expect(try checked.type("k") == "int")
        #expect(try checked.type("v") == "string")
        #expect(try checked.type("p") == "*int")
        #expect(try checked.type("q") == "*string")
        #expect(try checked.type("low") == "float64")
        #expect(try checked.type("high") == "string")
        #expect(try checked.callee("clear(m)") == .builtin(.clear))
    }

    @Test func scopesHideAndEnd() throws {
        let checked = try Checked(
            """
            var x = "package"
            func f(x int) {
            	{ x := true; inner(x) }
            	if x := 1.5; x > 1 { middle(x) }
            	err := g()
            	y, err := h()
            	outer(x, y, err)
            	func() { captured := x; _ = captured }()
            }
            func g() error { return nil }
            func h() (string, error) { return "", nil }
            func url(url string, data struct{ a int }) { print(url) }
            """)
        func argument(_ text: String) throws -> String {
            let (node, file) = try checked.node(text)
            guard case .call(_, let arguments, _) = file.tree.syntax(node) else { return "" }
            return checked.program.text(file.type(of: file.tree.first(arguments)))
        }
        #expect(try argument("inner(x)") == "bool")
        #expect(try argument("middle(x)") == "float64")
        #expect(try argument("outer(x, y, err)") == "int")
        #expect(try argument("print(url)") == "string")
        // One err, which the second := assigns.
        #expect(checked.info.locals.filter { checked.program.text($0.name) == "err" }.count == 1)
        let parameter = try #require(
            checked.info.locals.first { checked.program.text($0.name) == "x" && $0.role == .parameter })
        #expect(parameter.isCaptured)
    }

    @Test func typeSwitchesGiveEachClauseItsType() throws {
        let checked = try Checked(
            """
            type T struct{ f int }
            func g(x any) {
            	switch v := x.(type) {
            	case *T: a(v.f)
            	case string, int: b(v)
            	case nil: c(v)
            	}
            	w, ok := x.(error)
            	d(w.Error(), ok)
            }
            """)
        #expect(try checked.type("v.f") == "int")
        #expect(try checked.type("w") == "error")
        #expect(try checked.type("w.Error()") == "string")
        let roles = checked.info.locals.filter { $0.role == .typeSwitch }.map { checked.program.text($0.type) }
        #expect(roles == ["*m.T", "any", "any"])
    }

    @Test func calleesAreTold() throws {
        let checked = try Checked(
            """
            import (
            	"crypto/md5"
            	"net/http"
            	js "encoding/json"
            )
            type S struct{ handler func(int) }
            type N int
            func f(r *http.Request, s S, w http.ResponseWriter) {
            	a := r.FormValue("x")
            	b := r.URL.Query().Get("y")
            	md5.New()
            	js.Marshal(s)
            	s.handler(1)
            	c := N(3)
            	d := []byte(a)
            	func() {}()
            	w.Header().Set("a", b)
            	w.Write(d)
            	missing(c)
            	http.Error(w, "x", http.StatusTeapot)
            }
            """)
        #expect(try checked.calleeName("r.FormValue(\"x\")") == "net/http.Request.FormValue")
        #expect(try checked.calleeName("r.URL.Query()") == "net/url.URL.Query")
        #expect(try checked.calleeName("r.URL.Query().Get(\"y\")") == "net/url.Values.Get")
        #expect(try checked.calleeName("md5.New()") == "crypto/md5.New")
        #expect(try checked.calleeName("js.Marshal(s)") == "encoding/json.Marshal")
        #expect(try checked.calleeName("s.handler(1)") == "m.S.handler")
        #expect(try checked.calleeName("w.Header().Set(\"a\", b)") == "net/http.Header.Set")
        #expect(
            try checked.callee("w.Write(d)")
                == .interfaceMethod(try #require(checked.program.object(named: "net/http.ResponseWriter.Write"))))
        if case .conversion = try checked.callee("N(3)") {} else { Issue.record("N(3) is a conversion") }
        if case .conversion = try checked.callee("[]byte(a)") {} else { Issue.record("[]byte(a) is a conversion") }
        if case .literal = try checked.callee("func() {}()") {} else { Issue.record("a literal is called") }
        #expect(try checked.callee("missing(c)") == .unknown)
        #expect(try checked.constant("http.StatusTeapot") == .int(418))
        let request = checked.program.object(named: "net/http.Request")
        let (node, file) = try checked.node("r")
        #expect(checked.program.isType(file.type(of: node), request))
        #expect(try checked.type("r") == "*net/http.Request")
    }

    @Test func unknownDependenciesKeepTheirNames() throws {
        let checked = try Checked(
            """
            import (
            	"github.com/gin-gonic/gin"
            	"gopkg.in/yaml.v3"
            )
            type Server struct{ *gin.Engine }
            func f(c *gin.Context, s Server) {
            	q := c.Query("x")
            	yaml.Unmarshal(nil, &q)
            	s.Run(":80")
            	r := gin.Default().Group("/x")
            	r.GET("/y", nil)
            }
            """)
        #expect(try checked.calleeName("r.GET(\"/y\", nil)") == "github.com/gin-gonic/gin.Default().Group().GET")
        #expect(try checked.type("c") == "*github.com/gin-gonic/gin.Context")
        #expect(try checked.calleeName("c.Query(\"x\")") == "github.com/gin-gonic/gin.Context.Query")
        #expect(try checked.calleeName("yaml.Unmarshal(nil, &q)") == "gopkg.in/yaml.v3.Unmarshal")
        #expect(try checked.calleeName("s.Run(\":80\")") == "github.com/gin-gonic/gin.Engine.Run")
        #expect(checked.program.missingImports == ["github.com/gin-gonic/gin", "gopkg.in/yaml.v3"])
        #expect(checked.program.object(named: "gopkg.in/yaml.v3.Unmarshal") != nil)
    }

    @Test func circlesEnd() throws {
        let checked = try Checked(
            """
            type A struct{ b *B; f func(A) B }
            type B []A
            type C interface{ Next() C; D }
            type D interface{ Self() C }
            type E E
            type F struct{ F }
            type G[T any] struct{ next *G[G[T]] }
            var v, w = w, v
            const c = c
            var g = h()
            func h() int { return g }
            func f(c C, x G[int]) { r := c.Next().Self().Next(); s := x.next.next; _, _ = r, s; var e F; e.x() }
            """)
        #expect(try checked.type("r") == "m.C")
        #expect(try checked.type("g") == "int")
        #expect(try checked.type("s").hasPrefix("*m.G"))
    }

    @Test func implementationsAreFound() throws {
        let checked = try Checked(
            """
            type I interface{ M(int) string }
            type V struct{}
            func (V) M(int) string { return "" }
            type P struct{}
            func (*P) M(int) string { return "" }
            type X struct{}
            func (X) M() string { return "" }
            type E struct{ *P }
            """)
        func type(_ name: String) throws -> GoType {
            checked.program.type(of: try #require(checked.program.object(named: "m." + name)))
        }
        let interface = try type("I")
        let types = checked.program.types
        #expect(checked.program.implements(try type("V"), interface))
        #expect(checked.program.implements(types.pointer(to: try type("V")), interface))
        #expect(!checked.program.implements(try type("P"), interface))
        #expect(checked.program.implements(types.pointer(to: try type("P")), interface))
        #expect(!checked.program.implements(try type("X"), interface))
        #expect(checked.program.implements(try type("E"), interface))
    }
}
