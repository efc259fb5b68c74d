import Findings
import GoSource
import Testing

@testable import GoRules

/// Where data goes, and where it does not.
@Suite struct TaintTests {
    /// The lines (of the text below the imports) at which a rule of taint reports something.
    private func found(_ body: String, imports: [String] = [], more: [String: String] = [:]) -> [String] {
        let list = ["database/sql", "net/http", "os"] + imports
        let used = list.filter { body.contains(($0.split(separator: "/").last.map(String.init) ?? $0) + ".") }
        let head =
            "package main\n\nimport (\n" + used.map { "\t\"\($0)\"\n" }.joined() + ")\n\n"
        var files = more
        files["go.mod"] = "module example.com/a\n\ngo 1.22\n"
        files["main.go"] = head + body
        return GoCodeScanner(GoCodeOptions(threads: 1)).scan(files: files).findings
            .filter { $0.id.hasSuffix("-TAINT") }
            .map { "\($0.id.dropFirst(6).dropLast(6).lowercased()) \($0.evidence.first ?? "")" }
    }

    private let sql = ["sql db.Query(q)"]

    @Test func throughAVariableOfThePackage() {
        let store = "var q string\nfunc set(r *http.Request) { q = r.FormValue(\"a\") }\n"
        #expect(found(store + "func run(db *sql.DB) {\n\tdb.Query(q)\n}\n") == sql)
        let fixed = "var q = \"select 1\"\nfunc set(r *http.Request) { other = r.FormValue(\"a\") }\nvar other string\n"
        #expect(found(fixed + "func run(db *sql.DB) { db.Query(q) }\n").isEmpty)
    }

    @Test func throughAVariableOfAnotherPackage() {
        let store = "package store\n\nvar Query string\n"
        let body = """
            func set(r *http.Request) { store.Query = r.FormValue("a") }
            func run(db *sql.DB) { db.Query(store.Query) }
            """
        let result = found(body, imports: ["example.com/a/store"], more: ["store/store.go": store])
        #expect(result == ["sql func run(db *sql.DB) { db.Query(store.Query) }"])
    }

    @Test func throughFieldsOfOneValue() {
        let type = "type filter struct{ name, order string }\n"
        let bad =
            type
            + "func h(db *sql.DB, r *http.Request) {\n\tvar f filter\n\tf.name = r.FormValue(\"a\")\n\tq := f.name\n\tdb.Query(q)\n}\n"
        #expect(found(bad) == sql)
        let good =
            type
            + "func h(db *sql.DB, r *http.Request) {\n\tf := filter{name: r.FormValue(\"a\"), order: \"id\"}\n\tq := f.order\n\tdb.Query(q)\n}\n"
        #expect(found(good).isEmpty)
        let overwritten =
            type
            + "func h(db *sql.DB, r *http.Request) {\n\tf := &filter{name: r.FormValue(\"a\")}\n\tf.name = \"x\"\n\tq := f.name\n\tdb.Query(q)\n}\n"
        #expect(found(overwritten).isEmpty)
    }

    @Test func throughAPointerToAVariable() {
        let bad =
            "type filter struct{ name string }\nfunc h(db *sql.DB, r *http.Request) {\n\tvar f filter\n\tp := &f\n\tp.name = r.FormValue(\"a\")\n\tq := f.name\n\tdb.Query(q)\n}\n"
        #expect(found(bad) == sql)
    }

    @Test func throughAFieldThatAMethodFills() {
        let type =
            "type service struct{ db *sql.DB; q, fixed string }\nfunc (s *service) set(r *http.Request) { s.q = r.FormValue(\"a\") }\n"
        #expect(found(type + "func (s *service) run() { s.db.Query(s.q) }\n").count == 1)
        #expect(found(type + "func (s *service) run() { s.db.Query(s.fixed) }\n").isEmpty)
    }

    @Test func throughParametersThatAFunctionWritesTo() {
        let bad = """
            func h(db *sql.DB, r *http.Request) {
            	var q string
            	fill(&q, r)
            	db.Query(q)
            }
            func fill(to *string, r *http.Request) { *to = r.FormValue("a") }
            """
        #expect(found(bad) == sql)
        let good = """
            func h(db *sql.DB, r *http.Request) {
            	var q string
            	fill(&q, r)
            	db.Query(q)
            }
            func fill(to *string, r *http.Request) { *to = "select 1" }
            """
        #expect(found(good).isEmpty)
        let setter = """
            type filter struct{ name string }
            func (f *filter) set(name string) { f.name = name }
            func h(db *sql.DB, r *http.Request) {
            	var f filter
            	f.set(r.FormValue("a"))
            	q := f.name
            	db.Query(q)
            }
            """
        #expect(found(setter) == sql)
    }

    @Test func throughDecodersAndScanners() {
        let json =
            "type input struct{ Name string; Age int }\nfunc h(db *sql.DB, r *http.Request) {\n\tvar in input\n\tjson.NewDecoder(r.Body).Decode(&in)\n\tq := in.Name\n\tdb.Query(q)\n}\n"
        #expect(found(json, imports: ["encoding/json"]) == sql)
        let number =
            "type input struct{ Name string; Age int }\nfunc h(db *sql.DB, r *http.Request) {\n\tvar in input\n\tjson.NewDecoder(r.Body).Decode(&in)\n\tq := strconv.Itoa(in.Age)\n\tdb.Query(q)\n}\n"
        #expect(found(number, imports: ["encoding/json", "strconv"]).isEmpty)
        let scan =
            "func h(db *sql.DB, r *http.Request) {\n\tvar q string\n\tfmt.Sscan(r.FormValue(\"a\"), &q)\n\tdb.Query(q)\n}\n"
        #expect(found(scan, imports: ["fmt"]) == sql)
    }

    @Test func throughInterfaces() {
        let store = """
            type store interface{ find(name string) }
            type rows struct{ db *sql.DB }
            func (s rows) find(q string) {
            	s.db.Query(q)
            }
            func h(s store, r *http.Request) { s.find(r.FormValue("a")) }
            """
        #expect(found(store) == ["sql s.db.Query(q)"])
        let harmless = """
            type store interface{ find(name string) string }
            type rows struct{}
            func (s rows) find(name string) string { return "select 1" }
            func h(db *sql.DB, s store, r *http.Request) {
            	q := s.find(r.FormValue("a"))
            	db.Query(q)
            }
            """
        #expect(found(harmless).isEmpty)
    }

    @Test func throughClosures() {
        let captured =
            "func h(db *sql.DB, r *http.Request) {\n\tvar q string\n\tfunc() { q = r.FormValue(\"a\") }()\n\tdb.Query(q)\n}\n"
        #expect(found(captured) == sql)
        let callback = """
            func each(list []string, do func(string)) {
            	for _, item := range list {
            		do(item)
            	}
            }
            func h(db *sql.DB, r *http.Request) {
            	each(r.Form["a"], func(q string) {
            		db.Query(q)
            	})
            }
            """
        #expect(found(callback) == sql)
        let fixed = callback.split(separator: "r.Form[\"a\"]").joined(separator: "[]string{\"select 1\"}")
        #expect(found(fixed).isEmpty)
        let result =
            "func get(f func() string) string { return f() }\nfunc h(db *sql.DB, r *http.Request) {\n\tq := get(func() string { return r.FormValue(\"a\") })\n\tdb.Query(q)\n}\n"
        #expect(found(result) == sql)
    }

    @Test func throughVariablesThatHoldFunctions() {
        let value = "func h(r *http.Request) {\n\topen := os.Open\n\topen(r.FormValue(\"a\"))\n}\n"
        #expect(found(value) == ["path open(r.FormValue(\"a\"))"])
        let method = "func h(db *sql.DB, r *http.Request) {\n\trun := db.Query\n\trun(r.FormValue(\"a\"))\n}\n"
        #expect(found(method) == ["sql run(r.FormValue(\"a\"))"])
    }

    @Test func requestsThatGoOut() {
        let trip =
            "type t struct{}\nfunc (t) RoundTrip(r *http.Request) (*http.Response, error) {\n\treturn http.Get(r.URL.String())\n}\n"
        #expect(found(trip).isEmpty)
        let helper =
            "func send(r *http.Request) { http.Get(r.URL.String()) }\nfunc f() {\n\tr, _ := http.NewRequest(\"GET\", \"https://example.com\", nil)\n\tsend(r)\n}\n"
        #expect(found(helper).isEmpty)
        #expect(found("func send(r *http.Request) { http.Get(r.FormValue(\"a\")) }\n").count == 1)
    }

    @Test func whatIsClearedStaysApart() {
        // The folder is untrusted for shells, the name is not for paths: neither spoils the other.
        let joined =
            "func h(root string, r *http.Request) {\n\tos.Open(filepath.Join(root, filepath.Clean(\"/\"+r.FormValue(\"a\"))))\n}\n"
        #expect(found(joined, imports: ["path/filepath"]).isEmpty)
        let url =
            "func h(r *http.Request) {\n\tu := url.URL{Scheme: \"https\", Host: \"example.com\"}\n\tu.Path = r.FormValue(\"a\")\n\thttp.Get(u.String())\n}\n"
        #expect(found(url, imports: ["net/url"]).isEmpty)
        let host =
            "func h(r *http.Request) {\n\tu := url.URL{Scheme: \"https\"}\n\tu.Host = r.FormValue(\"a\")\n\thttp.Get(u.String())\n}\n"
        #expect(found(host, imports: ["net/url"]) == ["ssrf http.Get(u.String())"])
    }

    @Test func contentThatIsNoPage() {
        let json =
            "func h(w http.ResponseWriter, r *http.Request) {\n\tw.Header().Set(\"Content-Type\", \"application/json\")\n\tw.Write([]byte(r.FormValue(\"a\")))\n}\n"
        #expect(found(json).isEmpty)
        let html =
            "func h(w http.ResponseWriter, r *http.Request) {\n\tw.Header().Set(\"Content-Type\", \"text/html\")\n\tw.Write([]byte(r.FormValue(\"a\")))\n}\n"
        #expect(found(html).count == 1)
        let oneBranch =
            "func h(w http.ResponseWriter, r *http.Request) {\n\tif r.Method == \"GET\" {\n\t\tw.Header().Set(\"Content-Type\", \"text/plain\")\n\t}\n\tw.Write([]byte(r.FormValue(\"a\")))\n}\n"
        #expect(found(oneBranch).count == 1)
    }

    @Test func redirectsToThisSite() {
        func redirect(_ target: String) -> [String] {
            found(
                "func h(w http.ResponseWriter, r *http.Request) {\n\thttp.Redirect(w, r, \(target), 302)\n}\n",
                imports: ["fmt"])
        }
        #expect(redirect("\"/users/\" + r.FormValue(\"a\")").isEmpty)
        #expect(redirect("fmt.Sprintf(\"/users/%s\", r.FormValue(\"a\"))").isEmpty)
        #expect(redirect("\"/\" + r.FormValue(\"a\")").count == 1)
        #expect(redirect("fmt.Sprintf(\"%s/x\", r.FormValue(\"a\"))").count == 1)
    }

    @Test func filesAreNotNamedByTheirContent() {
        let body =
            "func h(r *http.Request) {\n\tf, _ := os.CreateTemp(\"\", \"x\")\n\tio.Copy(f, r.Body)\n\tos.Remove(f.Name())\n}\n"
        #expect(found(body, imports: ["io"]).isEmpty)
    }

    @Test func frameworks() {
        let gin =
            "func h(c *gin.Context, db *sql.DB) {\n\tvar in struct{ Q string }\n\tc.ShouldBindJSON(&in)\n\tq := in.Q\n\tdb.Query(q)\n}\n"
        #expect(found(gin, imports: ["github.com/gin-gonic/gin"]) == sql)
        let echo = "func h(c echo.Context, db *sql.DB) {\n\tq := c.QueryParam(\"a\")\n\tdb.Query(q)\n}\n"
        #expect(found(echo, imports: ["github.com/labstack/echo"]) == sql)
    }

    /// What holds at a break, continue or goto holds where it leads.
    @Test(arguments: [
        "for {\n\t\tif n > 3 {\n\t\t\tq = r.FormValue(\"q\")\n\t\t\tbreak\n\t\t}\n\t}",
        "for i := 0; i < n; i++ {\n\t\tif n > 3 {\n\t\t\tq = r.FormValue(\"q\")\n\t\t\tcontinue\n\t\t}\n\t}",
        "for range n {\n\t\tif n > 3 {\n\t\t\tq = r.FormValue(\"q\")\n\t\t\tbreak\n\t\t} else {\n\t\t\treturn\n\t\t}\n\t}",
        "outer:\n\tfor range n {\n\t\tfor {\n\t\t\tif n > 3 {\n\t\t\t\tq = r.FormValue(\"q\")\n\t\t\t\tbreak outer\n\t\t\t}\n\t\t}\n\t}",
        "switch n {\n\tcase 1:\n\t\tq = r.FormValue(\"q\")\n\t\tbreak\n\tdefault:\n\t\tq = \"\"\n\t}",
        "var c chan int\n\tselect {\n\tcase <-c:\n\t\tq = r.FormValue(\"q\")\n\t\tbreak\n\tdefault:\n\t}",
        "switch n {\n\tcase 1:\n\t\tq = r.FormValue(\"q\")\n\t\tfallthrough\n\tcase 2:\n\t\tn++\n\tdefault:\n\t\treturn\n\t}",
        "if n > 3 {\n\t\tq = r.FormValue(\"q\")\n\t\tgoto end\n\t}\n\treturn\nend:",
        "q = func() (s string) {\n\t\ts = r.FormValue(\"q\")\n\t\treturn\n\t}()",
    ])
    func whereJumpsLead(_ body: String) {
        let bad = "func h(db *sql.DB, r *http.Request, n int) {\n\tvar q string\n\t\(body)\n\tdb.Query(q)\n}\n"
        #expect(found(bad) == sql, "\(body)")
    }

    @Test(arguments: [
        "for range n {\n\t\ts := r.FormValue(\"q\")\n\t\tif s == \"\" {\n\t\t\tcontinue\n\t\t}\n\t\tq = \"a\"\n\t}",
        "for range n {\n\t\tq = r.FormValue(\"q\")\n\t\tif n > 3 {\n\t\t\treturn\n\t\t}\n\t\tq = \"\"\n\t}",
        "func() {\n\t\tfor range n {\n\t\t\ts := r.FormValue(\"q\")\n\t\t\t_ = s\n\t\t\tbreak\n\t\t}\n\t}()",
    ])
    func whereNoJumpLeads(_ body: String) {
        let good = "func h(db *sql.DB, r *http.Request, n int) {\n\tvar q string\n\t\(body)\n\tdb.Query(q)\n}\n"
        #expect(found(good).isEmpty, "\(body)")
    }
}
