import GoSource

/// What functions do with data: give it, use it in ways that harm, or make it harmless.
enum TaintSpecs {
    struct Sink {
        var kind: HarmKinds
        /// From this argument on …
        var first: Int
        /// … up to this one.
        var last: Int
        /// Only if the first argument is an http.ResponseWriter.
        var needsWriter = false
    }

    static let sinks: [String: Sink] = {
        var table: [String: Sink] = [:]
        func add(_ kind: HarmKinds, _ first: Int, _ last: Int? = nil, _ names: [String]) {
            for name in names { table[name] = Sink(kind: kind, first: first, last: last ?? first) }
        }
        for name in SQLCalls.names {
            if let place = SQLCalls.place(name) { add(.sql, place, nil, [name]) }
        }
        for method in ["Raw", "Exec", "Where", "Order", "Having", "Select", "Group"] {
            add(.sql, 0, nil, ["gorm.io/gorm.DB." + method])
        }
        for method in ["Query", "QueryRow", "Exec"] {
            add(
                .sql, 1, nil,
                ["github.com/jackc/pgx/v5.Conn." + method, "github.com/jackc/pgx/v5/pgxpool.Pool." + method])
        }
        for method in ["Select", "Get"] { add(.sql, 1, nil, ["github.com/jmoiron/sqlx.DB." + method]) }
        for method in ["Queryx", "QueryRowx", "MustExec", "NamedExec", "NamedQuery"] {
            add(.sql, 0, nil, ["github.com/jmoiron/sqlx.DB." + method])
        }
        add(
            .command, 0, 99,
            ["os/exec.Command", "syscall.Exec", "syscall.ForkExec", "syscall.StartProcess", "os.StartProcess"])
        add(.command, 1, 99, ["os/exec.CommandContext"])
        add(
            .path, 0, nil,
            [
                "os.Open", "os.OpenFile", "os.Create", "os.ReadFile", "os.WriteFile", "os.Remove", "os.RemoveAll",
                "os.Mkdir",
                "os.MkdirAll", "os.Stat", "os.Lstat", "os.Chmod", "os.Chown", "os.ReadDir", "os.Truncate",
                "os.Readlink",
                "io/ioutil.ReadFile", "io/ioutil.WriteFile", "io/ioutil.ReadDir", "path/filepath.Walk",
                "path/filepath.WalkDir",
                "os.DirFS", "plugin.Open",
            ])
        add(.path, 0, 1, ["os.Rename", "os.Link", "os.Symlink"])
        add(.path, 2, nil, ["net/http.ServeFile"])
        add(.path, 3, nil, ["net/http.ServeFileFS"])
        add(
            .request, 0, nil,
            [
                "net/http.Get", "net/http.Head", "net/http.Post", "net/http.PostForm", "net/http.Client.Get",
                "net/http.Client.Head", "net/http.Client.Post", "net/http.Client.PostForm",
                "net/http/httputil.NewSingleHostReverseProxy",
            ])
        add(.request, 1, nil, ["net/http.NewRequest", "net.Dial", "net.DialTimeout", "net/rpc.Dial"])
        add(.request, 2, nil, ["net/http.NewRequestWithContext", "net.Dialer.DialContext"])
        add(.script, 0, nil, ["net/http.ResponseWriter.Write"])
        for name in ["fmt.Fprint", "fmt.Fprintf", "fmt.Fprintln", "io.WriteString"] {
            table[name] = Sink(kind: .script, first: 1, last: 99, needsWriter: true)
        }
        for level in ["Print", "Printf", "Println", "Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln"] {
            add(.log, 0, 99, ["log." + level, "log.Logger." + level])
        }
        add(.log, 1, 99, ["log.Output"])
        for level in ["Debug", "Info", "Warn", "Error"] {
            add(.log, 0, nil, ["log/slog." + level, "log/slog.Logger." + level])
            add(.log, 1, nil, ["log/slog.\(level)Context", "log/slog.Logger.\(level)Context"])
        }
        add(.mail, 2, 4, ["net/smtp.SendMail"])
        add(.mail, 0, nil, ["net/smtp.Client.Mail", "net/smtp.Client.Rcpt"])
        add(.template, 0, nil, ["text/template.Template.Parse", "html/template.Template.Parse"])
        add(
            .object, 0, nil,
            [
                "encoding/gob.NewDecoder", "gopkg.in/yaml.v2.Unmarshal", "gopkg.in/yaml.v3.Unmarshal",
                "go.yaml.in/yaml/v3.Unmarshal", "gopkg.in/yaml.v2.NewDecoder", "gopkg.in/yaml.v3.NewDecoder",
            ])
        add(.redirect, 2, nil, ["net/http.Redirect"])
        return table
    }()

    /// Makes data harmless for some uses.
    static let sanitizers: [String: HarmKinds] = {
        var table: [String: HarmKinds] = [:]
        for name in [
            "strconv.Atoi", "strconv.ParseInt", "strconv.ParseUint", "strconv.ParseFloat", "strconv.ParseBool",
            "strconv.Itoa", "strconv.FormatInt", "encoding/hex.EncodeToString",
            "encoding/base64.Encoding.EncodeToString", "os.File.Name",
            "crypto/sha256.Sum256", "crypto/subtle.ConstantTimeCompare", "time.Parse", "time.ParseDuration",
            "net/http.Request.Context", "net/http.Request.Cookies", "net/http.StatusText", "reflect.TypeOf", "len",
            "github.com/google/uuid.Parse", "net/netip.ParseAddr", "net.ParseIP",
        ] {
            table[name] = .all
        }
        let path: HarmKinds = .path
        for name in [
            "path/filepath.Clean", "path/filepath.Base", "path/filepath.Rel", "path.Base", "path/filepath.Abs",
            "path/filepath.EvalSymlinks", "path/filepath.Localize", "path/filepath.Ext", "path.Ext",
        ] {
            table[name] = path
        }
        table["path.Clean"] = path
        table["net/url.PathEscape"] = [.path, .log, .script, .mail, .request]
        table["net/url.QueryEscape"] = [.path, .log, .script, .mail, .request]
        table["net/url.Values.Encode"] = [.path, .log, .script, .mail]
        table["html.EscapeString"] = .script
        table["html/template.HTMLEscapeString"] = .script
        table["html/template.JSEscapeString"] = .script
        table["html/template.URLQueryEscaper"] = .script
        table["text/template.HTMLEscapeString"] = .script
        table["encoding/json.Marshal"] = [.log, .script]
        table["encoding/json.MarshalIndent"] = [.log, .script]
        table["strconv.Quote"] = [.log]
        table["strconv.QuoteToASCII"] = [.log]
        table["strings.ReplaceAll"] = [.log, .mail]
        table["strings.Replace"] = [.log, .mail]
        table["strings.Replacer.Replace"] = [.log, .mail, .script]
        table["strings.Map"] = [.log, .mail]
        table["net/mail.ParseAddress"] = .mail
        table["net/mail.ParseAddressList"] = .mail
        table["mime.QEncoding.Encode"] = .mail
        table["mime.WordEncoder.Encode"] = .mail
        table["github.com/lib/pq.QuoteIdentifier"] = .sql
        table["github.com/lib/pq.QuoteLiteral"] = .sql
        table["github.com/jackc/pgx/v5.Identifier.Sanitize"] = .sql
        return table
    }()

    /// Calls that give what users or the network decide; true: over the network.
    static let sources: [String: (isRemote: Bool, what: String)] = [
        "os.Getenv": (false, "the environment"), "os.LookupEnv": (false, "the environment"),
        "os.Environ": (false, "the environment"), "os.ReadFile": (false, "a file"),
        "io/ioutil.ReadFile": (false, "a file"), "flag.Arg": (false, "an argument"),
        "flag.Args": (false, "the arguments"),
        "flag.String": (false, "a flag"), "net.Conn.Read": (true, "the network"),
        "golang.org/x/net/websocket.Conn.Read": (true, "a web socket"),
        "github.com/gorilla/websocket.Conn.ReadMessage": (true, "a web socket"),
        "github.com/gorilla/mux.Vars": (true, "the request's path"),
        "github.com/go-chi/chi/v5.URLParam": (true, "the request's path"),
        "github.com/gin-gonic/gin.Context.Param": (true, "the request"),
        "github.com/gin-gonic/gin.Context.Query": (true, "the request"),
        "github.com/gin-gonic/gin.Context.PostForm": (true, "the request"),
    ].merging(frameworkSources) { first, _ in first }

    /// What web frameworks read of a request.
    private static let frameworkSources: [String: (isRemote: Bool, what: String)] = {
        var table: [String: (isRemote: Bool, what: String)] = [:]
        func add(_ types: [String], _ methods: [String]) {
            for type in types { for method in methods { table["\(type).\(method)"] = (true, "the request") } }
        }
        add(
            ["github.com/gin-gonic/gin.Context"],
            [
                "DefaultQuery", "GetQuery", "QueryArray", "GetQueryArray", "QueryMap", "DefaultPostForm", "GetPostForm",
                "PostFormArray", "PostFormMap", "GetHeader", "GetRawData", "Cookie", "FormFile", "MultipartForm",
            ])
        add(
            [
                "github.com/labstack/echo.Context", "github.com/labstack/echo/v4.Context",
                "github.com/labstack/echo/v5.Context",
            ],
            [
                "Param", "ParamValues", "QueryParam", "QueryParams", "QueryString", "FormValue", "FormParams",
                "FormFile",
                "Cookie",
            ])
        add(
            ["github.com/gofiber/fiber/v2.Ctx"],
            ["Params", "Query", "FormValue", "Body", "BodyRaw", "Cookies", "Get", "OriginalURL", "Path", "FormFile"])
        add(
            ["github.com/valyala/fasthttp.RequestCtx"],
            ["FormValue", "PostBody", "QueryArgs", "PostArgs", "UserValue", "RequestURI", "FormFile"])
        add(["github.com/julienschmidt/httprouter.Params"], ["ByName"])
        return table
    }()

    /// Calls that put such data behind their arguments.
    static let writingSources: [String: String] = {
        var table: [String: String] = [:]
        for kind in ["", "JSON", "Query", "URI", "Header", "XML", "YAML", "With", "BodyWith", "TOML", "Form", "Plain"] {
            for verb in ["Bind", "ShouldBind"] {
                table["github.com/gin-gonic/gin.Context.\(verb)\(kind)"] = "the request"
            }
        }
        for version in ["", "/v4", "/v5"] { table["github.com/labstack/echo\(version).Context.Bind"] = "the request" }
        for method in ["BodyParser", "QueryParser", "ParamsParser", "ReqHeaderParser", "CookieParser"] {
            table["github.com/gofiber/fiber/v2.Ctx.\(method)"] = "the request"
        }
        table["github.com/gorilla/websocket.Conn.ReadJSON"] = "a web socket"
        table["github.com/go-chi/render.DecodeJSON"] = "the request"
        return table
    }()

    /// Fields that take the harm out of what is stored there.
    static let clearingFields: [String: HarmKinds] = [
        // String() escapes the path, and neither it nor what follows decides the host.
        "net/url.URL.Path": [.request, .script], "net/url.URL.RawPath": .request, "net/url.URL.RawQuery": .request,
        "net/url.URL.Fragment": [.request, .script], "net/http.Request.Method": .all,
    ]

    /// Whether the tables say what a function does, be its source there or not.
    static func isModelled(_ name: String) -> Bool {
        if sinks[name] != nil || sources[name] != nil || sanitizers[name] != nil || writingSources[name] != nil {
            return true
        }
        return sourceTypes.keys.contains { name.utf8.count > $0.utf8.count && name.hasPrefix($0 + ".") }
    }

    /// Writers whose content can be read again.
    static let buffers: Set<String> = [
        "bytes.Buffer", "strings.Builder", "bufio.Writer", "bufio.ReadWriter", "text/tabwriter.Writer",
    ]

    /// Functions that store what they read behind the pointers they get.
    static func isDecoder(_ name: String) -> Bool {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
        let last = name[name.utf8.index(after: dot)...]
        return ["Unmarshal", "Decode", "Scan", "Sscan", "Fscan", "Bind", "ShouldBind", "Read", "Parse"]
            .contains { last.hasPrefix($0) }
    }

    /// What begins with a fixed folder goes nowhere else.
    static func isPathOfThisSite(_ text: String) -> Bool {
        var bytes = text.utf8.makeIterator()
        guard bytes.next() == UInt8(ascii: "/"), let second = bytes.next() else { return false }
        return second != UInt8(ascii: "/") && second != UInt8(ascii: "\\") && second != UInt8(ascii: "%")
    }

    /// A Content-Type that no browser takes for a page.
    static func isPlainContentType(_ type: String) -> Bool {
        let type = type.lowercased()
        guard type.utf8.contains(UInt8(ascii: "/")), !type.contains(" /"), !type.contains("html"),
            !type.contains("xml"),
            !type.contains("svg"), !type.contains("javascript")
        else { return false }
        return ["application/", "text/", "image/", "audio/", "video/", "font/"].contains { type.hasPrefix($0) }
    }

    /// Variables that hold such data.
    static let sourceVariables: [String: String] = ["os.Args": "the arguments", "os.Stdin": "standard input"]

    /// Parameters of these types carry it.
    static let sourceTypes: [String: String] = [
        "net/http.Request": "the HTTP request", "net/url.Values": "the query",
    ]

    /// Fields of a request that no client decides.
    static let harmlessFields: Set<String> = [
        "net/http.Request.Method", "net/http.Request.TLS", "net/http.Request.ContentLength", "net/http.Request.Proto",
        "net/http.Request.RemoteAddr", "net/http.Request.ProtoMajor", "net/http.Request.Close",
        "net/http.Request.Response",
    ]
}
