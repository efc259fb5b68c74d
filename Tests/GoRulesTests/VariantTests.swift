import Findings
import GoSource
import Testing

@testable import GoRules

/// gosec's rules written in other ways than in its samples: renamed imports, named types, values of functions and methods,
/// constants that are put together, names that hide others.
@Suite struct VariantTests {
    struct Variant: Sendable, CustomStringConvertible {
        var rule: String
        var isFound: Bool
        var source: String
        var description: String { "\(rule) \(isFound): \(source)" }
    }

    /// Some variant of a rule with the packages it imports; `name=path` gives a name of its own.
    private static func bad(_ rule: String, _ imports: String, _ body: String) -> Variant {
        make(rule, true, imports, body)
    }

    private static func good(_ rule: String, _ imports: String, _ body: String) -> Variant {
        make(rule, false, imports, body)
    }

    private static func make(_ rule: String, _ isFound: Bool, _ imports: String, _ body: String) -> Variant {
        let list = imports.split(separator: " ").map { entry in
            let parts = entry.split(separator: "=")
            return parts.count == 2 ? "\t\(parts[0]) \"\(parts[1])\"\n" : "\t\"\(entry)\"\n"
        }
        let head = list.isEmpty ? "" : "import (\n\(list.joined()))\n\n"
        return Variant(rule: rule, isFound: isFound, source: "package main\n\n\(head)\(body)\n")
    }

    static let variants: [Variant] = [
        // Secrets in the source.
        bad("G101", "", "const dbPassword string = \"k8Jx2pQ9zLm4Rv7T\""),
        bad("G101", "", "type c struct{ apiToken string }\nvar d = &c{apiToken: \"k8Jx2pQ9zLm4Rv7T\"}"),
        bad("G101", "", "func f() {\n\tvar secretKey, other = \"k8Jx2pQ9zLm4Rv7T\", 1\n\t_, _ = secretKey, other\n}"),
        bad("G101", "", "type c struct{ password string }\nfunc f(x *c) { x.password = \"k8Jx2pQ9zLm4Rv7T\" }"),
        good("G101", "", "const passwordPrompt = \"Enter your password: \""),
        good("G101", "", "const tokenURL = \"https://example.com/oauth2/v2.0/token\""),
        good("G101", "", "var password = \"\""),
        // All interfaces.
        bad("G102", "n=net", "func f() { n.Listen(\"tcp\", \"0.0.0.0:80\") }"),
        bad("G102", "net", "const port = \":80\"\nfunc f() { net.Listen(\"tcp\", port) }"),
        bad("G102", "net", "func f() {\n\thost := \"0.0.0.0\"\n\tnet.Listen(\"tcp\", host+\":80\")\n}"),
        good("G102", "net", "func f() { net.Listen(\"tcp\", \"127.0.0.1:80\") }"),
        bad("G103", "u=unsafe", "func f(x *int) uintptr { return uintptr(u.Pointer(x)) }"),
        bad("G106", "s=golang.org/x/crypto/ssh", "var c = s.ClientConfig{HostKeyCallback: s.InsecureIgnoreHostKey()}"),
        bad("G107", "net/http", "type address string\nfunc get(url address) { http.Get(string(url)) }"),
        good("G107", "net/http", "const base = \"https://example.com\"\nfunc get() { http.Get(base + \"/a\") }"),
        bad("G108", "_=net/http/pprof net/http", "func main() { http.ListenAndServe(\":80\", nil) }"),
        bad(
            "G109", "strconv",
            "func f(s string) int32 {\n\tn, err := strconv.Atoi(s)\n\tif err != nil {\n\t\treturn 0\n\t}\n\treturn int32(n)\n}"
        ),
        good("G109", "strconv", "func f(s string) int64 {\n\tn, _ := strconv.Atoi(s)\n\treturn int64(n)\n}"),
        bad(
            "G110", "z=compress/gzip io os",
            "func f(r io.Reader) {\n\tg, err := z.NewReader(r)\n\tif err == nil {\n\t\tio.Copy(os.Stdout, g)\n\t}\n}"),
        good(
            "G110", "compress/gzip io os",
            "func f(r io.Reader) {\n\tg, _ := gzip.NewReader(r)\n\tio.CopyN(os.Stdout, g, 10)\n}"),
        bad("G112", "h=net/http", "var s = &h.Server{Addr: \":80\"}"),
        good("G112", "net/http time", "var s = &http.Server{Addr: \":80\", ReadTimeout: time.Second}"),
        bad("G114", "h=net/http", "func main() { h.ListenAndServe(\":80\", nil) }"),
        bad("G114", "net/http", "func main() {\n\tserve := http.ListenAndServe\n\tserve(\":80\", nil)\n}"),
        // Numbers.
        bad("G115", "", "type size uint64\nfunc f(s size) int32 { return int32(s) }"),
        bad("G115", "", "func f[T ~int64](s T) int8 { return int8(int64(s)) }"),
        good("G115", "", "func f(n int64) int32 {\n\tif n < 0 || n > 1000 {\n\t\treturn 0\n\t}\n\treturn int32(n)\n}"),
        good("G115", "", "func f(n uint64) bool { return uint64(uint32(n)) == n }"),
        good("G115", "", "const n = 1 << 10\nfunc f() uint16 { return uint16(n) }"),
        good("G115", "", "func f(n uint64) uint8 { return uint8(n % 10) }"),
        // SQL.
        bad(
            "G201", "database/sql f=fmt",
            "func q(db *sql.DB, n string) { db.Query(f.Sprintf(\"select * from t where n = '%s'\", n)) }"),
        bad(
            "G201", "database/sql fmt",
            "func q(tx *sql.Tx, n string) {\n\tquery := fmt.Sprintf(\"delete from t where n = %s\", n)\n\ttx.Exec(query)\n}"
        ),
        good(
            "G201", "database/sql fmt",
            "const table = \"t\"\nfunc q(db *sql.DB, n string) { db.Query(fmt.Sprintf(\"select * from %s where n = ?\", table), n) }"
        ),
        bad("G202", "database/sql", "func q(db *sql.DB, n string) { db.QueryRow(\"select * from t where n = \" + n) }"),
        good(
            "G202", "database/sql",
            "const where = \" where n = 1\"\nfunc q(db *sql.DB) { db.QueryRow(\"select * from t\" + where) }"),
        bad("G203", "t=html/template", "func f(s string) t.HTML { return t.HTML(s) }"),
        good("G203", "html/template", "func f() template.HTML { return template.HTML(\"<b>\") }"),
        bad("G204", "e=os/exec os", "func f() {\n\ts := os.Getenv(\"EDITOR\")\n\te.Command(s).Run()\n}"),
        bad("G204", "os/exec", "func f(s string) {\n\trun := exec.Command\n\trun(\"sh\", \"-c\", s)\n}"),
        good("G204", "os/exec", "func f() { exec.Command(\"ls\", \"-l\").Run() }"),
        // Modes of files.
        bad("G301", "o=os", "func f() { o.Mkdir(\"a\", 0o777) }"),
        bad("G301", "os", "const mode = 0700 | 077\nfunc f() { os.MkdirAll(\"a\", mode) }"),
        good("G301", "os", "func f() { os.MkdirAll(\"a\", 0700) }"),
        bad("G302", "os", "func f() { os.OpenFile(\"a\", os.O_CREATE, 0666) }"),
        bad("G302", "os", "func f(x *os.File) { os.Chmod(\"a\", 0777) }"),
        bad("G304", "os path/filepath", "func f(n string) { os.Open(filepath.Join(\"d\", n)) }"),
        bad(
            "G305", "archive/zip p=path/filepath",
            "func f(r *zip.Reader) {\n\tfor _, e := range r.File {\n\t\t_ = p.Join(\"d\", e.Name)\n\t}\n}"),
        bad("G306", "os", "func f() { os.WriteFile(\"a\", nil, 0644) }"),
        good("G306", "os", "func f() { os.WriteFile(\"a\", nil, 0600) }"),
        // Cryptography.
        bad("G401", "h=crypto/md5", "func f() { h.New() }"),
        bad("G401", "crypto/sha1", "func f(b []byte) { _ = sha1.Sum(b) }"),
        bad("G401", "crypto/md5", "func f() {\n\tnew := md5.New\n\tnew()\n}"),
        good("G401", "crypto/sha256", "func f() { sha256.New() }"),
        bad("G402", "t=crypto/tls", "func f() {\n\tvar c t.Config\n\tc.InsecureSkipVerify = true\n}"),
        bad("G402", "crypto/tls", "const old = tls.VersionTLS10\nvar c = tls.Config{MinVersion: old}"),
        good("G402", "crypto/tls", "var c = tls.Config{MinVersion: tls.VersionTLS13}"),
        bad("G403", "crypto/rand r=crypto/rsa", "const bits = 512 * 2\nfunc f() { r.GenerateKey(rand.Reader, bits) }"),
        good("G403", "crypto/rand crypto/rsa", "func f() { rsa.GenerateKey(rand.Reader, 3072) }"),
        bad("G404", "r=math/rand", "func f() int { return r.Intn(5) }"),
        good("G404", "rand=crypto/rand", "func f(b []byte) { rand.Read(b) }"),
        bad("G405", "crypto/des", "func f(k []byte) { des.NewCipher(k) }"),
        bad("G501", "_=crypto/md5", "func f() {}"),
        bad("G505", "x=crypto/sha1", "var _ = x.New"),
        // Slices.
        bad("G602", "", "func f() int {\n\ts := make([]int, 2)\n\treturn s[2]\n}"),
        good(
            "G602", "", "func f() int {\n\ts := make([]int, 2)\n\tif len(s) > 2 {\n\t\treturn s[2]\n\t}\n\treturn 0\n}"),
        good("G602", "", "func f() {\n\tvar a [16]int\n\tfor i := 2; i < 16; i += 2 {\n\t\ta[i+1] = 1\n\t}\n}"),
        bad("G602", "", "func f() {\n\tvar a [16]int\n\tfor i := 2; i < 17; i += 2 {\n\t\ta[i] = 1\n\t}\n}"),
        // A name that hides a package or builtin stands for itself.
        good(
            "G404", "",
            "type r struct{}\nfunc (r) Intn(n int) int { return n }\nfunc f() int { var rand r; return rand.Intn(5) }"),
        good(
            "G204", "", "type e struct{}\nfunc (e) Command(s string) {}\nfunc f(exec e, s string) { exec.Command(s) }"),
        // Data.
        bad(
            "G701", "database/sql h=net/http",
            "func f(db *sql.DB, r *h.Request) { db.Query(\"select \" + r.PostFormValue(\"a\")) }"),
        bad(
            "G702", "net/http os/exec",
            "type args []string\nfunc f(r *http.Request) {\n\ta := args{\"-c\", r.URL.RawQuery}\n\texec.Command(\"sh\", a...)\n}"
        ),
        bad("G703", "io/ioutil net/http", "func f(r *http.Request) { ioutil.ReadFile(\"d/\" + r.Header.Get(\"n\")) }"),
        good(
            "G703", "net/http os path/filepath",
            "func f(r *http.Request) { os.Open(filepath.Join(\"d\", filepath.Base(r.URL.Path))) }"),
        bad(
            "G704", "context net/http",
            "func f(c context.Context, r *http.Request) {\n\tq, _ := http.NewRequestWithContext(c, \"GET\", r.FormValue(\"u\"), nil)\n\thttp.DefaultClient.Do(q)\n}"
        ),
        bad(
            "G705", "io net/http",
            "func f(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.FormValue(\"a\")) }"),
        good(
            "G705", "html io net/http",
            "func f(w http.ResponseWriter, r *http.Request) { io.WriteString(w, html.EscapeString(r.FormValue(\"a\"))) }"
        ),
        bad("G706", "log net/http", "func f(r *http.Request) { log.Printf(\"user %s\", r.UserAgent()) }"),
        good("G706", "log net/http", "func f(r *http.Request) { log.Printf(\"user %q\", r.UserAgent()) }"),
        bad(
            "G707", "net/http net/smtp",
            "func f(r *http.Request) { smtp.SendMail(\"h\", nil, \"a\", []string{r.FormValue(\"to\")}, nil) }"),
        bad(
            "G708", "net/http t=text/template",
            "func f(r *http.Request) { t.Must(t.New(\"a\").Parse(r.FormValue(\"a\"))) }"),
        bad(
            "G709", "g=encoding/gob net/http",
            "func f(r *http.Request) {\n\td := g.NewDecoder(r.Body)\n\tvar x any\n\td.Decode(&x)\n}"),
        bad(
            "G710", "net/http",
            "func f(w http.ResponseWriter, r *http.Request) {\n\tnext := r.URL.Query()[\"next\"][0]\n\thttp.Redirect(w, r, next, http.StatusFound)\n}"
        ),
    ]

    @Test func all() {
        let scanner = GoCodeScanner(GoCodeOptions(rules: RuleSelection(profile: .all), threads: 1))
        for variant in Self.variants {
            let found = scanner.scan(files: ["main.go": variant.source]).findings
            #expect(found.contains { $0.aliases.contains(variant.rule) } == variant.isFound, "\(variant)")
            #expect(!found.contains { $0.id == "DD-GO-SYNTAX" }, "\(variant)")
        }
    }
}
