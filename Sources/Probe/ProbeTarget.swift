/// What is asked, and how to speak to it.
public struct ProbeTarget: Sendable, Hashable {
    public enum Kind: String, Sendable {
        case http, https, tcp, grpc, grpcs
    }

    public var kind: Kind
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    public var host: String
    public var port: UInt16
    /// HTTP: path and query; gRPC: the service's name, empty for the whole server; TCP: empty.
    public var path: String

    /// A URL's length, at most.
    static let limit = 8192

    /// `http://HOST[:PORT][/PATH]`, `tcp://HOST:PORT`, `grpc://HOST:PORT[/SERVICE]`.
    public init(parsing text: String) throws(ProbeError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.limit else { throw ProbeError("the address is too long") }
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw ProbeError("“\(text)” holds spaces or what is not ASCII; write it percent-encoded")
        }
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8),
            let kind = Kind(rawValue: String(decoding: bytes[..<colon], as: UTF8.self))
        else { throw ProbeError("“\(text)” is no address: write http://, https://, tcp://, grpc:// or grpcs://") }
        self.kind = kind
        var rest = bytes[(colon + 3)...]
        var tail: ArraySlice<UInt8> = []
        if let cut = rest.firstIndex(where: {
            $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
        }) {
            tail = rest[cut...]
            rest = rest[..<cut]
        }
        guard !rest.contains(UInt8(ascii: "@")) else {
            throw ProbeError("an address holds no user and password; give them by a header")
        }
        var number: ArraySlice<UInt8>?
        if rest.first == UInt8(ascii: "[") {
            guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { throw ProbeError("“\(text)” lacks a ]") }
            host = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
            let after = rest[(end + 1)...]
            if !after.isEmpty {
                guard after.first == UInt8(ascii: ":") else { throw ProbeError("“\(text)”: what follows ] is no port") }
                number = after.dropFirst()
            }
        } else if let colon = rest.lastIndex(of: UInt8(ascii: ":")) {
            host = String(decoding: rest[..<colon], as: UTF8.self)
            guard !host.utf8.contains(UInt8(ascii: ":")) else {
                throw ProbeError("an IPv6 address is written in brackets: http://[::1]:8080/")
            }
            number = rest[(colon + 1)...]
        } else {
            host = String(decoding: rest, as: UTF8.self)
        }
        guard !host.isEmpty else { throw ProbeError("“\(text)” names no host") }
        if let number {
            guard number.count <= 5, number.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
                let port = UInt16(String(decoding: number, as: UTF8.self)), port > 0
            else { throw ProbeError("“\(text)”: the port must be between 1 and 65535") }
            self.port = port
        } else {
            switch kind {
            case .http: port = 80
            case .https, .grpcs: port = 443
            case .tcp, .grpc: throw ProbeError("“\(text)” names no port")
            }
        }
        if let mark = tail.firstIndex(of: UInt8(ascii: "#")) { tail = tail[..<mark] }
        let path = String(decoding: tail, as: UTF8.self)
        switch kind {
        case .http, .https: self.path = path.utf8.first == UInt8(ascii: "/") ? path : "/" + path
        case .tcp:
            guard path.isEmpty || path == "/" else { throw ProbeError("tcp:// has no path") }
            self.path = ""
        case .grpc, .grpcs: self.path = String(path.utf8.dropFirst()) ?? ""
        }
    }

    /// For the `Host` field: the port only where it is not the scheme's own.
    var authority: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[" + host + "]" : host
        let isUsual = kind == .http && port == 80 || kind == .https && port == 443
        return isUsual ? name : name + ":\(port)"
    }

    var usesTLS: Bool { kind == .https || kind == .grpcs }
}

/// Why a probe was not even tried.
public struct ProbeError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) { self.description = description }
}
