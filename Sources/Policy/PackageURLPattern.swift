/// A purl as ignore files and VEX statements name products: what it leaves out (version, qualifiers) matches anything.
/// Source: package-url/purl-spec.
public struct PackageURLPattern: Sendable, Hashable {
    private let type: String
    /// Namespace and name, decoded, joined by `/`.
    private let path: String
    private let version: String?
    private let qualifiers: [String: String]

    public init?(_ text: String) {
        guard text.utf8.starts(with: "pkg:".utf8) else { return nil }
        var rest = text.dropFirst(4)
        while rest.first == "/" { rest = rest.dropFirst() }
        if let hash = rest.firstIndex(of: "#") { rest = rest[..<hash] }
        var qualifiers: [String: String] = [:]
        if let mark = rest.firstIndex(of: "?") {
            for pair in rest[rest.index(after: mark)...].split(separator: "&") {
                guard let equals = pair.firstIndex(of: "=") else { continue }
                qualifiers[pair[..<equals].lowercased()] = Self.decoded(pair[pair.index(after: equals)...])
            }
            rest = rest[..<mark]
        }
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        type = rest[..<slash].lowercased()
        var path = rest[rest.index(after: slash)...]
        // The version follows the last `@` that is not part of a scope such as `@angular/cli`.
        if let at = path.lastIndex(of: "@"), at != path.startIndex, !path[at...].contains("/") {
            version = Self.decoded(path[path.index(after: at)...])
            path = path[..<at]
        } else {
            version = nil
        }
        let decoded = path.split(separator: "/").map(Self.decoded).joined(separator: "/")
        // Go module names are compared without case, as purls have been written in lower case for long.
        self.path = type == "golang" || type == "oci" || type == "deb" ? decoded.lowercased() : decoded
        self.qualifiers = qualifiers
        guard !type.isEmpty, !self.path.isEmpty else { return nil }
    }

    /// Whether `other`, the purl of a real package, is one that this names.
    public func matches(_ other: PackageURLPattern) -> Bool {
        guard type == other.type, path == other.path else { return false }
        if let version, !version.isEmpty {
            guard let actual = other.version else { return false }
            // Some tools write Go versions with the leading v, some without.
            guard version == actual || type == "golang" && bare(version) == bare(actual) else { return false }
        }
        return qualifiers.allSatisfy { other.qualifiers[$0.key] == nil || other.qualifiers[$0.key] == $0.value }
    }

    /// The digest an `oci` or `docker` purl carries as its version.
    var digest: String? { type == "oci" || type == "docker" ? version : nil }
    var imageName: String? { type == "oci" || type == "docker" ? path : nil }
    var imageQualifiers: [String: String] { qualifiers }

    private func bare(_ version: String) -> Substring {
        version.hasPrefix("v") ? version.dropFirst() : version.hasPrefix("go") ? version.dropFirst(2) : version[...]
    }

    private static func decoded(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
