/// Which requests go through a proxy: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in small letters too.
///
/// There is no standard; this follows what curl and Go's net/http agree on. Loopback and unix sockets are never proxied.
public struct ProxySettings: Sendable, Hashable {
    /// Proxies as they were written; they are parsed when a request needs them.
    public var http: String?
    public var https: String?
    /// The list of `NO_PROXY`: `*`, host names (which cover the names under them), addresses, networks in CIDR form,
    /// each with or without a port.
    public var exceptions: String

    public init(http: String? = nil, https: String? = nil, exceptions: String = "") {
        self.http = http
        self.https = https
        self.exceptions = exceptions
    }

    public init(environment: [String: String]) {
        func value(_ name: String) -> String? {
            for key in [name.lowercased(), name] {
                if let value = environment[key], !value.isEmpty { return value }
            }
            return nil
        }
        // A CGI server passes the request header "Proxy" as HTTP_PROXY; nobody means that (CVE-2016-5385).
        let isCGI = environment["REQUEST_METHOD"] != nil
        let every = value("ALL_PROXY")
        http = (isCGI ? environment["http_proxy"] : value("HTTP_PROXY")) ?? every
        https = value("HTTPS_PROXY") ?? every
        exceptions = value("NO_PROXY") ?? ""
    }

    struct Server: Sendable, Hashable {
        enum Kind: Sendable, Hashable {
            /// Asked with CONNECT for every connection, also those to plain http.
            case http
            case socks
        }
        var kind: Kind
        var host: String
        var port: Int
        var credentials: HTTPURL.Credentials?
    }

    /// The proxy for a request to `url`; nil to go straight.
    func server(for url: HTTPURL) throws(NetworkError) -> Server? {
        guard let written = url.scheme == .https ? https : http, !written.isEmpty else { return nil }
        guard !url.isLoopback, !isExcepted(url) else { return nil }
        return try Self.parse(written)
    }

    static func parse(_ written: String) throws(NetworkError) -> Server {
        var text = written
        var kind = Server.Kind.http
        var defaultPort = 80
        if let separator = written.firstIndex(of: ":"), written[separator...].hasPrefix("://") {
            let rest = written[separator...]
            switch written[..<separator].lowercased() {
            case "http": break
            case "socks5", "socks5h":
                kind = .socks
                defaultPort = 1080
            case let scheme:
                throw .proxy("a proxy of the kind '\(scheme)' is not supported; use http:// or socks5://")
            }
            text = String(rest.dropFirst(3))
        }
        // A port is nearly always written; where it is not, the proxy's own default counts and not that of http.
        let authority = text.prefix { $0 != "/" }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let hasPort = host.hasSuffix("]") ? false : host.split(separator: "]").last?.contains(":") == true
        let url: HTTPURL
        do {
            url = try HTTPURL("http://\(authority)")
        } catch {
            throw .proxy("'\(HTTPURL.redacted("http://\(authority)").dropFirst(7))' is not the address of a proxy")
        }
        return Server(
            kind: kind, host: url.host, port: hasPort ? url.port : defaultPort, credentials: url.credentials)
    }

    func isExcepted(_ url: HTTPURL) -> Bool {
        let address = IPAddress(url.host)
        for item in exceptions.split(whereSeparator: { $0 == "," || $0 == " " }) {
            if item == "*" { return true }
            if let slash = item.firstIndex(of: "/") {
                guard let address, let network = IPAddress(String(item[..<slash])),
                    let bits = Int(item[item.index(after: slash)...])
                else { continue }
                if address.isWithin(network, bits: bits) { return true }
                continue
            }
            let (name, port) = Self.nameAndPort(item)
            if let port, port != url.port { continue }
            if let listed = IPAddress(name) {
                if listed == address { return true }
                continue
            }
            let bare = name.hasPrefix("*.") ? name.dropFirst(2) : name.hasPrefix(".") ? name.dropFirst() : name[...]
            guard !bare.isEmpty else { continue }
            if url.host.hasSuffix("." + bare) { return true }
            // A leading dot names only what is under the domain.
            if url.host == bare, name.first != ".", name.first != "*" { return true }
        }
        return false
    }

    private static func nameAndPort(_ item: Substring) -> (String, Int?) {
        let text = item.lowercased()
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            let port = text[close...].dropFirst(2)
            return (String(text[text.index(after: text.startIndex)..<close]), Int(port))
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let port = Int(parts[1]) else { return (text, nil) }
        return (String(parts[0]), port)
    }
}
