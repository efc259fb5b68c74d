/// A version of a Go module, or of the Go toolchain, in the order that cmd/go gives them.
///
/// Module versions are semantic versions with the `v` optional, as the Go vulnerability database writes them; pseudo-versions
/// are pre-releases and `+incompatible` is build metadata, so both fall out of the order of Semantic Versioning.
/// Toolchain names become the semantic version that the Go vulnerability database uses for the module `stdlib`:
/// `go1.21rc2` is `1.21.0-rc.2`, `go1.19` is `1.19.0`.
public struct GoVersion: OrderedVersion {
    /// As written.
    public let description: String
    /// The semantic version that is compared; may keep a leading `v`.
    private let comparable: String

    /// Reads a module version or, from a text that starts with `go` or `devel`, a toolchain.
    public init?(_ text: String) {
        if text.utf8.first == UInt8(ascii: "g") || text.utf8.first == UInt8(ascii: "d") {
            self.init(toolchain: text)
        } else if text.withVersionBytes({ SemanticParts($0) }) != nil {
            self.init(description: text, comparable: text)
        } else {
            // The go directive of go.mod writes toolchains bare: `1.21rc2`.
            self.init(toolchain: "go" + text, writtenAs: text)
        }
    }

    /// Reads what `runtime.Version()` gives: `go1.19.8`, `go1.21rc2`, `go1.22-20231026-google`, `go1.21.0 X:boringcrypto`,
    /// `devel go1.23-abcdef`, `go1.25-devel_abcdef`. A development build ranks before every other build of its version.
    public init?(toolchain: String) {
        self.init(toolchain: toolchain, writtenAs: toolchain)
    }

    private init?(toolchain: String, writtenAs original: String) {
        guard let version = toolchain.withVersionBytes({ Self.semanticVersion(ofToolchain: $0) }) else { return nil }
        self.init(description: original, comparable: version)
    }

    private init(description: String, comparable: String) {
        self.description = description
        self.comparable = comparable
    }

    /// Without the leading `v`: `1.21.0-rc.2`.
    public var semanticVersion: String {
        comparable.utf8.first == UInt8(ascii: "v") ? String(comparable.dropFirst()) : comparable
    }

    /// Whether it ranks before the release of its numbers; pseudo-versions do.
    public var isPrerelease: Bool {
        comparable.withVersionBytes { SemanticParts($0)?.prerelease.isEmpty == false }
    }

    /// Whether it is of a module at version 2 or above whose path lacks the `/vN` that go.mod would ask for.
    public var isIncompatible: Bool {
        comparable.hasSuffix("+incompatible")
    }

    public func order(to other: GoVersion) -> VersionOrder {
        SemanticParts.order(comparable, other.comparable)
    }

    public func hash(into hasher: inout Hasher) {
        SemanticParts.hash(comparable, into: &hasher)
    }

    private static func semanticVersion(ofToolchain bytes: VersionBytes) -> String? {
        var index = bytes.end(of: 0, before: bytes.count) { $0.isVersionSpace }
        var isDevelopment = false
        if bytes.matches("devel ", at: index) {
            isDevelopment = true
            index = bytes.end(of: index + 6, before: bytes.count) { $0.isVersionSpace }
        }
        guard bytes.matches("go", at: index) else { return nil }
        index += 2

        var numbers = ""
        var count = 0
        while count < 3 {
            let end = bytes.end(of: index, before: bytes.count) { $0.isVersionDigit }
            guard end > index, end == index + 1 || bytes[index] != UInt8(ascii: "0") else { return nil }
            if count > 0 { numbers += "." }
            numbers += text(bytes, index..<end)
            count += 1
            index = end
            guard count < 3, bytes[index] == UInt8(ascii: ".") else { break }
            index += 1
        }
        for _ in count..<3 { numbers += ".0" }

        var prerelease = ""
        let wordEnd = bytes.end(of: index, before: bytes.count) { $0.isVersionLowercase }
        if wordEnd > index {
            let word = text(bytes, index..<wordEnd)
            let end = bytes.end(of: wordEnd, before: bytes.count) { $0.isVersionDigit }
            guard end > wordEnd else { return nil }
            switch word {
            case "rc", "beta", "alpha":
                let digits = bytes.significantDigits(wordEnd..<end)
                prerelease = "-\(word).\(digits.isEmpty ? "0" : text(bytes, digits))"
            // Releases of the BoringCrypto branch before it was merged: go1.17.5b7.
            case "b": break
            default: return nil
            }
            index = end
        }
        // What follows is a vendor's mark (`-20231026-google`, ` X:boringcrypto`), save for development builds.
        if index < bytes.count {
            let next = bytes[index]
            guard next == UInt8(ascii: "-") || next == UInt8(ascii: "+") || next.isVersionSpace else { return nil }
            if bytes.matches("-devel", at: index) { isDevelopment = true }
        }
        return numbers + (isDevelopment && prerelease.isEmpty ? "-0" : prerelease)
    }

    private static func text(_ bytes: VersionBytes, _ range: Range<Int>) -> String {
        String(decoding: range.map { bytes[$0] }, as: UTF8.self)
    }
}
