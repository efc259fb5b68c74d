import GoSource

/// Reads the facts of one file from its syntax alone: no types are needed to see a literal address.
struct SourceFactsReader: SyntaxVisitor {
    private(set) var facts = SourceFacts()
    private let path: String
    private let folder: String

    /// - Parameters:
    ///   - path: relative to the module.
    ///   - folder: of the package, relative to the module; empty for its top.
    static func read(_ file: GoFile, path: String, folder: String) -> SourceFacts {
        var reader = SourceFactsReader(path: path, folder: folder)
        reader.facts.isMainPackage = file.packageName == "main"
        reader.facts.hasSyntaxErrors = !file.errors.isEmpty
        for comment in file.comments { reader.readEmbed(file.text(of: comment)) }
        file.walk(&reader)
        let facts = reader.facts
        reader.facts.servesHTTP = facts.servesHTTP && !Self.httpImports.isDisjoint(with: facts.imports)
        reader.facts.servesGRPC = facts.servesGRPC && facts.imports.contains("google.golang.org/grpc")
        return reader.facts
    }

    private init(path: String, folder: String) {
        self.path = path
        self.folder = folder
    }

    private static let httpImports: Set<String> = [
        "net/http", "github.com/gin-gonic/gin", "github.com/labstack/echo/v4", "github.com/labstack/echo/v5",
        "github.com/gofiber/fiber/v2", "github.com/gofiber/fiber/v3", "github.com/valyala/fasthttp",
        "github.com/go-chi/chi/v5", "github.com/gorilla/mux",
    ]
    private static let listeningCalls: Set<String> = [
        "ListenAndServe", "ListenAndServeTLS", "Listen", "ListenTLS", "Start", "StartTLS", "Run", "RunTLS", "Serve",
        "ListenPacket",
    ]
    private static let routingCalls: Set<String> = [
        "Handle", "HandleFunc", "HandlerFunc", "Handler", "Get", "GET", "Head", "HEAD", "Any", "All", "Method",
        "MethodFunc", "Path", "Match",
    ]
    private static let openingCalls: Set<String> = [
        "ReadFile", "Open", "OpenFile", "ReadDir", "DirFS", "Dir", "ParseFiles", "ParseGlob", "LoadHTMLGlob", "Static",
        "ServeFile", "WalkDir",
    ]
    private static let openers: Set<String> = ["os", "ioutil", "template", "http", "filepath"]
    private static let healthNames: Set<String> = [
        "healthz", "health", "livez", "live", "liveness", "readyz", "ready", "readiness", "ping", "healthcheck",
        "_health", "startupz",
    ]

    mutating func enter(_ node: Node, _ kind: NodeKind, in file: GoFile) -> Bool {
        switch file.syntax(node) {
        case .importSpec(_, let path): readImport(path, at: node, in: file)
        case .function(let receiver, let name, _, _):
            if file.count(receiver) == 0, file.name(of: name) == "main" { facts.hasMainFunction = true }
        case .call(let function, let arguments, _): readCall(function, arguments, in: file)
        case .keyValue(let key, let value):
            let name = Self.name(key, in: file)
            if name == "Addr" || name == "Address" {
                if let text = Self.text(value, in: file) { add(address: text, at: value, isCertain: true, in: file) }
            } else {
                readNamed(name, value, in: file)
            }
        case .assign(_, let left, let right):
            for (target, value) in zip(file.nodes(left), file.nodes(right)) {
                readNamed(Self.name(target, in: file), value, in: file)
            }
        case .valueSpec(let names, _, let values):
            for (target, value) in zip(file.nodes(names), file.nodes(values)) {
                readNamed(Self.name(target, in: file), value, in: file)
            }
        case .compositeLiteral(let type, _):
            if case .selector(let operand, let name) = file.syntax(type), Self.name(operand, in: file) == "http",
                file.name(of: name) == "Server"
            {
                facts.servesHTTP = true
            }
        default: break
        }
        return true
    }

    private mutating func readImport(_ path: Node, at node: Node, in file: GoFile) {
        guard let text = Self.text(path, in: file) else { return }
        if text == "C" {
            // A file that says it is one of two variants leaves the choice to the build.
            if BuildContext(isCgoEnabled: false).fits(file) { facts.cgo.insert("import \"C\" in \(self.path)") }
            return
        }
        facts.imports.insert(text)
        if let module = CgoModules.path(of: text) { facts.cgo.insert(module) }
        if text.hasPrefix("k8s.io/client-go") { facts.usesKubernetes = true }
        if text == "google.golang.org/grpc/health" { facts.servesGRPCHealth = true }
    }

    private mutating func readCall(_ function: Node, _ arguments: NodeList, in file: GoFile) {
        var name = ""
        var operand = ""
        var isMethod = false
        switch file.syntax(function) {
        case .selector(let of, let member):
            name = file.name(of: member)
            operand = Self.name(of, in: file)
            isMethod = true
        case .identifier: name = file.name(of: function)
        default: return
        }
        let texts = file.nodes(arguments).map { Self.text($0, in: file) }
        if isMethod, Self.listeningCalls.contains(name) {
            let network = texts.compactMap { $0 }.first
            let isTCP = !(network.map { $0.hasPrefix("udp") || $0.hasPrefix("unix") } ?? false)
            guard isTCP else { return }
            for (node, text) in zip(file.nodes(arguments), texts) {
                if let text { add(address: text, at: node, isCertain: true, in: file) }
            }
            if operand != "net" { facts.servesHTTP = true }
        }
        if isMethod, name == "NewServer", operand == "grpc" { facts.servesGRPC = true }
        if name == "LoadLocation", operand == "time" { facts.loadsTimeZones = true }
        if isMethod, Self.routingCalls.contains(name) {
            for text in texts.prefix(2) { if let text { readRoute(text) } }
        }
        if isMethod, Self.openingCalls.contains(name), Self.openers.contains(operand) || name == "LoadHTMLGlob" {
            for text in texts { if let text { readFile(text) } }
        }
        // A setting and its default: getenv("PORT", "8080"), flag.Int("port", 8080, …), flag.String("addr", ":8080", …).
        let setting = texts.compactMap { $0 }.first ?? ""
        for (node, text) in zip(file.nodes(arguments), texts).dropFirst() {
            if let text, text.utf8.contains(UInt8(ascii: ":")) {
                add(address: text, at: node, isCertain: false, in: file)
            } else {
                readNamed(setting, node, in: file)
            }
        }
    }

    /// What something called a port or an address is set to.
    private mutating func readNamed(_ name: String, _ value: Node, in file: GoFile) {
        if let text = Self.text(value, in: file), text.utf8.contains(UInt8(ascii: ":")) {
            add(address: text, at: value, isCertain: false, in: file)
        } else if Self.saysPort(name), let number = Self.number(value, in: file) {
            add(number, host: "", at: value, isCertain: false, in: file)
        }
    }

    private static func saysPort(_ name: String) -> Bool {
        let lower = name.lowercased()
        return lower.hasSuffix("port") || lower.hasPrefix("port")
    }

    /// `:8080`, `0.0.0.0:8080`, `localhost:8080`: addresses to listen on, not those of other machines.
    private mutating func add(address: String, at node: Node, isCertain: Bool, in file: GoFile) {
        guard let colon = address.utf8.lastIndex(of: UInt8(ascii: ":")) else { return }
        let host = String(address[..<colon])
        let isOpen = ["", "0.0.0.0", "[::]"].contains(host)
        guard isOpen || isCertain && ["localhost", "127.0.0.1", "[::1]"].contains(host) else { return }
        let digits = address[address.utf8.index(after: colon)...]
        guard digits.utf8.count <= 5, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(digits)
        else { return }
        add(number, host: host, at: node, isCertain: isCertain, in: file)
    }

    private mutating func add(_ number: Int, host: String, at node: Node, isCertain: Bool, in file: GoFile) {
        guard (1...65535).contains(number), facts.ports.count < 64 else { return }
        let place = "\(path):\(file.line(of: node))"
        let isLoopback = ["localhost", "127.0.0.1", "[::1]"].contains(host)
        if let known = facts.ports.firstIndex(where: { $0.number == number && $0.place == place }) {
            if isCertain { facts.ports[known].isCertain = true }
            return
        }
        facts.ports.append(.init(number: number, place: place, isCertain: isCertain, isLoopback: isLoopback))
    }

    private mutating func readRoute(_ text: String) {
        // Go 1.22's patterns begin with a method: "GET /healthz".
        let route = text.split(separator: " ").last.map(String.init) ?? text
        guard route.hasPrefix("/"), !route.utf8.contains(UInt8(ascii: "{")), route.utf8.count < 128 else { return }
        guard let last = route.split(separator: "/").last, Self.healthNames.contains(last.lowercased()) else { return }
        guard !facts.healthPaths.contains(route) else { return }
        facts.healthPaths.append(route)
    }

    private mutating func readFile(_ text: String) {
        var path = text
        while path.hasPrefix("./") { path.removeFirst(2) }
        if let star = path.utf8.firstIndex(of: UInt8(ascii: "*")) {
            path = path[..<star].lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        }
        guard !path.isEmpty, !path.hasPrefix("/"), !path.hasPrefix("."), path.utf8.allSatisfy({ $0 >= 0x20 }) else {
            return
        }
        facts.filesRead.insert(path)
    }

    private mutating func readEmbed(_ comment: String) {
        guard comment.hasPrefix("//go:embed ") || comment.hasPrefix("//go:embed\t") else { return }
        for word in comment.dropFirst(11).split(whereSeparator: { $0 == " " || $0 == "\t" }) {
            var pattern = word.trimmingPrefix("all:")
            if let first = pattern.first, first == "\"" || first == "`" { pattern = pattern.dropFirst().dropLast() }
            facts.embedded.insert(folder.isEmpty ? String(pattern) : folder + "/" + pattern)
        }
    }

    /// The last name of an expression: `port` of `cfg.port`, the text of a string that is a key.
    private static func name(_ node: Node, in file: GoFile) -> String {
        switch file.syntax(node) {
        case .identifier: file.name(of: node)
        case .selector(_, let name): file.name(of: name)
        case .literal(kind: .string): text(node, in: file) ?? ""
        default: ""
        }
    }

    /// A string literal's text, where no escape stands in it.
    private static func text(_ node: Node, in file: GoFile) -> String? {
        guard case .literal(kind: .string) = file.syntax(node) else { return nil }
        let text = file.text(of: node)
        guard text.utf8.count >= 2, !text.utf8.contains(UInt8(ascii: "\\")) || text.hasPrefix("`") else { return nil }
        return String(text.dropFirst().dropLast())
    }

    /// An integer, or a string of digits.
    private static func number(_ node: Node, in file: GoFile) -> Int? {
        switch file.syntax(node) {
        case .literal(kind: .int): Int(file.text(of: node))
        case .literal(kind: .string): text(node, in: file).flatMap { Int($0) }
        default: nil
        }
    }
}
