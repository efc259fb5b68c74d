/// The address of a request: `http`, `https`, or a path on a unix-domain socket. Parsed once, correct from then on.
///
/// RFC 3986, save that fragments are dropped and bytes outside of ASCII are percent-encoded where they stand.
public struct HTTPURL: Sendable, Hashable {
    public enum Scheme: String, Sendable, Hashable {
        case http, https

        public var defaultPort: Int { self == .http ? 80 : 443 }
    }

    /// User and password that stood before the host. They never appear in `description`.
    public struct Credentials: Sendable, Hashable {
        public var user: String
        public var password: String

        public init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    /// Longest address that is accepted, in bytes.
    public static let maximumLength = 16 * 1024

    public let scheme: Scheme
    /// Lower case; an IPv6 address without its brackets.
    public let host: String
    public let port: Int
    /// Path and query as they go on the wire; starts with `/`.
    public let target: String
    public let credentials: Credentials?
    /// Path of the unix-domain socket to connect to in place of host and port.
    public let socket: String?

    /// - Throws: `NetworkError.invalidURL`
    public init(_ text: String) throws(NetworkError) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            throw .invalidURL(Self.redacted(text), reason: "it has no scheme; write https://…")
        }
        guard text.utf8.count <= Self.maximumLength else {
            throw .invalidURL(Self.redacted(text), reason: "it is longer than \(Self.maximumLength) bytes")
        }
        guard let scheme = Scheme(rawValue: text[..<colon].lowercased()) else {
            throw .invalidURL(Self.redacted(text), reason: "its scheme is neither http nor https")
        }
        let rest = text[colon...]
        guard rest.hasPrefix("://") else {
            throw .invalidURL(Self.redacted(text), reason: "'//' and a host must follow the scheme")
        }
        try self.init(scheme: scheme, afterSlashes: rest.dropFirst(3), whole: text)
    }

    /// An address on a unix-domain socket, such as Docker's: `HTTPURL(socket: "/run/docker.sock", target: "/_ping")`.
    public init(socket: String, target: String) throws(NetworkError) {
        guard socket.hasPrefix("/"), !socket.utf8.contains(0) else {
            throw .invalidURL("unix:" + socket, reason: "a socket is named by an absolute path")
        }
        // sun_path of sockaddr_un holds 108 bytes with the final zero.
        guard socket.utf8.count < 108 else {
            throw .invalidURL("unix:" + socket, reason: "the path of a socket is at most 107 bytes long")
        }
        self.scheme = .http
        self.host = "localhost"
        self.port = 80
        self.credentials = nil
        self.socket = socket
        self.target = try Self.wireTarget(target[...], whole: target)
    }

    private init(scheme: Scheme, afterSlashes rest: Substring, whole: String) throws(NetworkError) {
        let end = rest.utf8.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        var authority = rest[..<(end ?? rest.endIndex)]
        var credentials: Credentials?
        if let at = authority.utf8.lastIndex(of: UInt8(ascii: "@")) {
            let parts = authority[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            credentials = Credentials(
                user: Self.percentDecoded(parts[0]), password: parts.count > 1 ? Self.percentDecoded(parts[1]) : "")
            authority = authority[authority.utf8.index(after: at)...]
        }
        let (host, port) = try Self.hostAndPort(authority, whole: whole)
        self.scheme = scheme
        self.host = host
        self.port = port ?? scheme.defaultPort
        self.credentials = credentials
        self.socket = nil
        self.target = try Self.wireTarget(rest[(end ?? rest.endIndex)...], whole: whole)
    }

    private init(like other: HTTPURL, target: String) {
        scheme = other.scheme
        host = other.host
        port = other.port
        credentials = other.credentials
        socket = other.socket
        self.target = target
    }

    /// The whole address as HTTP libraries take it, without credentials.
    public var text: String {
        if let socket { return "http+unix://" + Self.percentEncodedHost(socket) + target }
        return origin + target
    }

    /// Scheme, host and port.
    public var origin: String { "\(scheme.rawValue)://\(authority)" }

    /// Host and port as a `Host` header has them.
    public var authority: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return port == scheme.defaultPort ? name : "\(name):\(port)"
    }

    /// The path without the query.
    public var path: Substring { target.prefix { $0 != "?" } }

    public func hasSameOrigin(as other: HTTPURL) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port && socket == other.socket
    }

    /// The same server, another path and query.
    public func with(target: String) throws(NetworkError) -> HTTPURL {
        HTTPURL(like: self, target: try Self.wireTarget(target[...], whole: origin + target))
    }

    /// This address with `name=value` added to the query, both percent-encoded.
    public func adding(query name: String, _ value: String) -> HTTPURL {
        let mark = target.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        return HTTPURL(
            like: self, target: target + mark + Self.percentEncoded(name) + "=" + Self.percentEncoded(value))
    }

    /// What `reference` (of a `Location` or `Link` header) means here. RFC 3986, section 5.2.
    public func resolving(_ reference: String) throws(NetworkError) -> HTTPURL {
        guard reference.utf8.count <= Self.maximumLength else {
            throw .invalidURL(Self.redacted(reference), reason: "it is longer than \(Self.maximumLength) bytes")
        }
        if reference.isEmpty { return self }
        if reference.hasPrefix("//") { return try HTTPURL(scheme.rawValue + ":" + reference) }
        if let colon = reference.utf8.firstIndex(of: UInt8(ascii: ":")),
            !reference[..<colon].utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") })
        {
            return try HTTPURL(reference)
        }
        if reference.hasPrefix("/") { return try with(target: reference) }
        if reference.hasPrefix("?") { return try with(target: path + reference) }
        if reference.hasPrefix("#") { return self }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        let mark = reference.utf8.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        let merged = Self.withoutDotSegments(folder + reference[..<(mark ?? reference.endIndex)])
        return try with(target: merged + reference[(mark ?? reference.endIndex)...])
    }
}

extension HTTPURL: CustomStringConvertible {
    /// For messages: without credentials, and without the query, which often carries a signature.
    public var description: String {
        let base = socket.map { "unix:" + $0 + ":" } ?? origin
        return target == "/" && socket == nil ? base : base + path
    }
}

// MARK: - Parts

extension HTTPURL {
    private static func hostAndPort(
        _ authority: Substring, whole: String
    ) throws(NetworkError) -> (String, Int?) {
        let shown = redacted(whole)
        var host: Substring
        var portText: Substring?
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else {
                throw .invalidURL(shown, reason: "the bracket of its IPv6 address is not closed")
            }
            host = authority[authority.index(after: authority.startIndex)..<close]
            let after = authority[authority.index(after: close)...]
            guard after.isEmpty || after.hasPrefix(":") else {
                throw .invalidURL(shown, reason: "a port or path must follow the IPv6 address")
            }
            portText = after.isEmpty ? nil : after.dropFirst()
            guard IPAddress(String(host))?.isVersion6 == true else {
                throw .invalidURL(shown, reason: "the address in brackets is no IPv6 address")
            }
        } else {
            let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host = parts.first ?? ""
            portText = parts.count > 1 ? parts[1] : nil
            guard !host.isEmpty else { throw .invalidURL(shown, reason: "it has no host") }
            guard host.utf8.count <= 255, host.utf8.allSatisfy(isHostByte) else {
                throw .invalidURL(shown, reason: "its host has a character that no host name has")
            }
        }
        guard let portText, !portText.isEmpty else { return (host.lowercased(), nil) }
        guard portText.utf8.count <= 5, portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(portText), (1...65535).contains(port)
        else { throw .invalidURL(shown, reason: "its port is not a number from 1 to 65535") }
        return (host.lowercased(), port)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// Path and query, checked and encoded for the request line: what stands there must not end the line.
    private static func wireTarget(_ text: Substring, whole: String) throws(NetworkError) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count + 1)
        if text.utf8.first != UInt8(ascii: "/") { out.append(UInt8(ascii: "/")) }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "#"): return String(decoding: out, as: UTF8.self)
            case 0...0x1F, 0x7F:
                throw .invalidURL(redacted(whole), reason: "it holds a control character")
            case 0x20, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
                UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"),
                0x80...:
                appendPercentEncoded(byte, to: &out)
            default: out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func withoutDotSegments(_ path: Substring) -> String {
        var kept: [Substring] = []
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            switch part {
            case ".": if isLast { kept.append("") }
            case "..":
                _ = kept.popLast()
                if isLast { kept.append("") }
            default: kept.append(part)
            }
        }
        return "/" + kept.joined(separator: "/")
    }

    private static func appendPercentEncoded(_ byte: UInt8, to out: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        out.append(UInt8(ascii: "%"))
        out.append(digits[Int(byte >> 4)])
        out.append(digits[Int(byte & 15)])
    }

    /// All but the unreserved characters of RFC 3986 encoded: fit for a query value or one part of a path.
    public static func percentEncoded(_ text: String) -> String {
        var out: [UInt8] = []
        for byte in text.utf8 {
            if isHostByte(byte) || byte == UInt8(ascii: "~") {
                out.append(byte)
            } else {
                appendPercentEncoded(byte, to: &out)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func percentEncodedHost(_ path: String) -> String { percentEncoded(path) }

    /// Sequences that are no percent-encoding stay as they are.
    public static func percentDecoded(_ text: Substring) -> String {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = hexValue(bytes[index + 1]), let low = hexValue(bytes[index + 2])
            {
                out.append(high << 4 | low)
                index += 3
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// `text` fit for a message: what could be a password or a signature is left out, and it is not endless.
    static func redacted(_ text: String) -> String {
        let shown = text.prefix { $0 != "?" }
        var kept = shown
        var scheme: Substring = ""
        if let colon = shown.firstIndex(of: ":"), shown[colon...].hasPrefix("://") {
            scheme = shown[...colon] + "//"
            kept = shown[colon...].dropFirst(3)
        }
        if let at = kept.prefix(while: { $0 != "/" }).lastIndex(of: "@") { kept = kept[kept.index(after: at)...] }
        let printable = (scheme + kept).unicodeScalars.prefix(200).map { scalar in
            scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : scalar
        }
        return String(String.UnicodeScalarView(printable))
    }
}
