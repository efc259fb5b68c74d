/// A package URL, `pkg:type/namespace/name@version?qualifiers#subpath`, in its canonical form (ECMA-427).
public struct PackageURL: Sendable, Hashable, CustomStringConvertible {
    public let type: String
    /// Parts joined by `/`, decoded; nil where there is none.
    public let namespace: String?
    public let name: String
    public let version: String?
    /// Decoded, without empty ones.
    public let qualifiers: [String: String]
    public let subpath: String?

    /// What is wrong with a text that is no package URL.
    public enum Failure: Error, Hashable, CustomStringConvertible {
        case noScheme, noType, badType, noName, badEscape, badQualifier

        public var description: String {
            switch self {
            case .noScheme: "a package URL starts with 'pkg:'"
            case .noType: "the package URL has no type"
            case .badType: "the type of a package URL holds only letters, digits, '.', '-' and starts with a letter"
            case .noName: "the package URL has no name"
            case .badEscape: "the package URL holds a '%' that no two hexadecimal digits follow, or bytes not UTF-8"
            case .badQualifier: "the package URL has a qualifier that is not key=value"
            }
        }
    }

    /// Normalises the parts as the type asks for.
    public init(
        type: String, namespace: String? = nil, name: String, version: String? = nil,
        qualifiers: [String: String] = [:], subpath: String? = nil
    ) {
        let type = type.lowercased()
        let rules = Rules(of: type)
        self.type = type
        let parts = namespace.map { $0.split(separator: "/", omittingEmptySubsequences: true).joined(separator: "/") }
        self.namespace = parts.flatMap { $0.isEmpty ? nil : rules.lowersNamespace ? $0.lowercased() : $0 }
        var name = rules.lowersName ? name.lowercased() : name
        if type == "pypi" { name = String(name.map { $0 == "_" ? "-" : $0 }) }
        self.name = name
        self.version = version.flatMap { $0.isEmpty ? nil : $0 }
        self.qualifiers = Dictionary(
            qualifiers.compactMap { $0.value.isEmpty ? nil : ($0.key.lowercased(), $0.value) },
            uniquingKeysWith: { first, _ in first })
        let path = subpath.map {
            $0.split(separator: "/", omittingEmptySubsequences: true).filter { $0 != "." && $0 != ".." }
                .joined(separator: "/")
        }
        self.subpath = path.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Reads a package URL.
    public init(parsing text: String) throws(Failure) {
        guard text.utf8.count >= 4, text.prefix(4).lowercased() == "pkg:" else { throw .noScheme }
        var rest = text.dropFirst(4)[...]
        var subpath: String?
        if let hash = rest.lastIndex(of: "#") {
            subpath = try Self.decoded(rest[rest.index(after: hash)...])
            rest = rest[..<hash]
        }
        var qualifiers: [String: String] = [:]
        if let mark = rest.lastIndex(of: "?") {
            for pair in rest[rest.index(after: mark)...].split(separator: "&") {
                guard let equals = pair.firstIndex(of: "="), equals > pair.startIndex else { throw .badQualifier }
                let key = pair[..<equals].lowercased()
                qualifiers[key] = try Self.decoded(pair[pair.index(after: equals)...])
            }
            rest = rest[..<mark]
        }
        rest = rest.drop { $0 == "/" }
        guard let slash = rest.firstIndex(of: "/") else { throw rest.isEmpty ? .noType : .noName }
        let type = rest[..<slash]
        guard Self.isType(type) else { throw type.isEmpty ? .noType : .badType }
        rest = rest[rest.index(after: slash)...]
        while rest.last == "/" { rest = rest.dropLast() }
        var version: String?
        // An `@` before the last slash belongs to the namespace (npm scopes that were not encoded).
        let lastSlash = rest.lastIndex(of: "/")
        if let at = rest.lastIndex(of: "@"), lastSlash.map({ at > $0 }) ?? true, at > rest.startIndex {
            version = try Self.decoded(rest[rest.index(after: at)...])
            rest = rest[..<at]
        }
        let parts = rest.split(separator: "/", omittingEmptySubsequences: true)
        guard let last = parts.last else { throw .noName }
        let name = try Self.decoded(last)
        var namespace: [String] = []
        for part in parts.dropLast() { namespace.append(try Self.decoded(part)) }
        self.init(
            type: String(type), namespace: namespace.isEmpty ? nil : namespace.joined(separator: "/"), name: name,
            version: version, qualifiers: qualifiers, subpath: subpath)
    }

    /// The canonical text.
    public var description: String {
        var text = "pkg:\(type)/"
        if let namespace {
            for part in namespace.split(separator: "/") {
                Self.encode(part, into: &text)
                text += "/"
            }
        }
        Self.encode(name[...], into: &text)
        if let version {
            text += "@"
            Self.encode(version[...], into: &text)
        }
        var separator = "?"
        for (key, value) in qualifiers.sorted(by: { $0.key < $1.key }) {
            text += "\(separator)\(key)="
            Self.encode(value[...], into: &text, keepsComma: key == "checksum")
            separator = "&"
        }
        if let subpath {
            separator = "#"
            for part in subpath.split(separator: "/") {
                text += separator
                Self.encode(part, into: &text)
                separator = "/"
            }
        }
        return text
    }

    /// The same package without version, qualifiers and subpath.
    public var withoutVersion: PackageURL { PackageURL(type: type, namespace: namespace, name: name) }
}

// MARK: - Types

extension PackageURL {
    /// Which parts a type holds to be the same whatever their case.
    private struct Rules {
        var lowersNamespace = false
        var lowersName = false

        init(of type: String) {
            switch type {
            case "deb", "apk", "alpm", "golang", "github", "bitbucket", "composer", "qpkg":
                lowersNamespace = true
                lowersName = true
            case "rpm": lowersNamespace = true
            case "pypi", "hex", "oci", "luarocks": lowersName = true
            default: break
            }
        }
    }

    /// A package of Debian or what derives from it; the version keeps its epoch.
    public static func deb(
        _ name: String, version: String, distribution: String, architecture: String? = nil, release: String? = nil,
        upstream: String? = nil
    ) -> PackageURL {
        PackageURL(
            type: "deb", namespace: distribution, name: name, version: version,
            qualifiers: qualifiers(architecture, release, upstream))
    }

    public static func apk(
        _ name: String, version: String, distribution: String, architecture: String? = nil, release: String? = nil,
        upstream: String? = nil
    ) -> PackageURL {
        PackageURL(
            type: "apk", namespace: distribution, name: name, version: version,
            qualifiers: qualifiers(architecture, release, upstream))
    }

    /// The epoch of an rpm is a qualifier, not part of the version.
    public static func rpm(
        _ name: String, version: String, epoch: Int?, distribution: String, architecture: String? = nil,
        release: String? = nil, upstream: String? = nil
    ) -> PackageURL {
        var all = qualifiers(architecture, release, upstream)
        if let epoch { all["epoch"] = String(epoch) }
        // The purl namespace of an rpm is its vendor.
        let namespace = distribution == "rhel" ? "redhat" : distribution
        return PackageURL(type: "rpm", namespace: namespace, name: name, version: version, qualifiers: all)
    }

    /// A Go module, its version with the leading `v`. The toolchain is `stdlib`, its version without `go` in front.
    public static func golang(_ module: String, version: String?) -> PackageURL {
        let slash = module.lastIndex(of: "/")
        let name = slash.map { String(module[module.index(after: $0)...]) } ?? module
        let plain = module == "stdlib" ? version.map { $0.hasPrefix("go") ? String($0.dropFirst(2)) : $0 } : version
        return PackageURL(type: "golang", namespace: slash.map { String(module[..<$0]) }, name: name, version: plain)
    }

    private static func qualifiers(
        _ architecture: String?, _ release: String?, _ upstream: String?
    ) -> [String: String] {
        var all: [String: String] = [:]
        all["arch"] = architecture
        all["distro"] = release
        all["upstream"] = upstream
        return all
    }
}

// MARK: - Encoding

extension PackageURL {
    private static func isType(_ type: Substring) -> Bool {
        guard let first = type.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A else { return false }
        return type.utf8.allSatisfy { byte in
            (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2E
                || byte == 0x2D || byte == 0x2B
        }
    }

    /// Letters, digits, `.-_~` and the colon stay; all else is percent-encoded.
    private static func encode(_ text: Substring, into result: inout String, keepsComma: Bool = false) {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 8)
        for byte in text.utf8 {
            let isLetter = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
            let isDigit = byte >= 0x30 && byte <= 0x39
            let isMark = byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x7E || byte == 0x3A
            if isLetter || isDigit || isMark || (keepsComma && byte == 0x2C) {
                bytes.append(byte)
            } else {
                bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        result += String(decoding: bytes, as: UTF8.self)
    }

    private static func decoded(_ text: Substring) throws(Failure) -> String {
        guard text.utf8.contains(0x25) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexadecimal), let low = rest.popFirst().flatMap(hexadecimal)
            else { throw .badEscape }
            bytes.append(high << 4 | low)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .badEscape }
        return decoded
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
