extension GoBuildInfo {
    /// The version of the main module and where it is from.
    public enum MainVersion: Sendable, Hashable {
        /// By the go command: a tag, or since Go 1.24 a pseudo-version.
        case stated(String)
        /// From `-ldflags=-X main.version=…`, or from the variable that it set.
        case fromLinkerFlags(String)
        /// A pseudo-version made of the revision and its time.
        case fromRevision(String)
        /// The program does not tell; `(devel)` or empty.
        case unknown

        public var text: String? {
            switch self {
            case .stated(let text), .fromLinkerFlags(let text), .fromRevision(let text): text
            case .unknown: nil
            }
        }
    }

    public var mainVersion: MainVersion {
        if let main, !main.version.isEmpty, main.version != "(devel)" { return .stated(main.version) }
        if let version = linkerFlagVersion { return .fromLinkerFlags(version) }
        if setting("-ldflags") == nil, let version = commonVersionSetByLinker { return .fromLinkerFlags(version) }
        if let version = revisionVersion { return .fromRevision(version) }
        return .unknown
    }

    /// The one version that the linker set; of `1.5.0` and `1.5.0-1+b6` the former, of such that disagree none.
    private var commonVersionSetByLinker: String? {
        guard let shortest = versionsSetByLinker.min(by: { $0.utf8.count < $1.utf8.count }) else { return nil }
        return versionsSetByLinker.allSatisfy { $0.hasPrefix(shortest) } ? shortest : nil
    }

    private static let versionVariables: Set<String> = [
        "version", "gitversion", "appversion", "buildversion", "releaseversion", "semver", "gittag", "tag",
    ]

    /// The value of a version variable of package main or of the main module.
    private var linkerFlagVersion: String? {
        var best: (rank: Int, version: String)?
        for (variable, value) in linkerDefinitions {
            guard let dot = variable.lastIndex(of: "."),
                Self.versionVariables.contains(variable[variable.index(after: dot)...].lowercased()),
                let version = Self.moduleVersion(value)
            else { continue }
            let package = variable[..<dot]
            let rank: Int
            if package == "main" || package == path ?? "" {
                rank = 0
            } else if let main, package == main.path || package.hasPrefix(main.path + "/") {
                rank = 1
            } else {
                continue
            }
            if rank < best?.rank ?? .max { best = (rank, version) }
        }
        return best?.version
    }

    /// Each `-X name=value` of the linker flags.
    private var linkerDefinitions: [(variable: String, value: String)] {
        guard let flags = setting("-ldflags") else { return [] }
        var definitions: [(variable: String, value: String)] = []
        var expectsDefinition = false
        for word in Self.words(flags) {
            var definition = Substring(word)
            if !expectsDefinition {
                if word == "-X" || word == "--X" {
                    expectsDefinition = true
                    continue
                }
                guard let prefix = ["-X=", "--X="].first(where: word.hasPrefix) else { continue }
                definition = definition.dropFirst(prefix.count)
            }
            expectsDefinition = false
            guard let equals = definition.firstIndex(of: "=") else { continue }
            definitions.append(
                (String(definition[..<equals]), String(definition[definition.index(after: equals)...])))
        }
        return definitions
    }

    /// Splits as the go command does: at blanks, save inside quotes.
    private static func words(_ text: String) -> [String] {
        var words: [[UInt8]] = []
        var current: [UInt8]?
        var quote: UInt8?
        for byte in text.utf8 {
            if let open = quote {
                if byte == open { quote = nil } else { current?.append(byte) }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
                current = current ?? []
            } else if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
                if let word = current { words.append(word) }
                current = nil
            } else {
                current = current ?? []
                current?.append(byte)
            }
        }
        if let word = current { words.append(word) }
        return words.map { String(decoding: $0, as: UTF8.self) }
    }

    /// `1.2.3`, with or without `v`, becomes `v1.2.3`; anything that does not start so is nil.
    static func moduleVersion(_ text: String) -> String? {
        let digits = text.hasPrefix("v") ? text.dropFirst() : Substring(text)
        let parts = digits.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts.prefix(2).allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }),
            parts.count == 2 || parts[2].utf8.first?.isDigit == true,
            digits.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        return "v" + digits
    }

    /// As the go command of 1.24 would write it: `v0.0.0-20240102150405-abcdef123456`.
    private var revisionVersion: String? {
        guard let revision = setting("vcs.revision"), revision.utf8.count >= 12, let time = setting("vcs.time") else {
            return nil
        }
        let stamp = String(decoding: time.utf8.filter(\.isDigit).prefix(14), as: UTF8.self)
        guard stamp.utf8.count == 14 else { return nil }
        let dirty = setting("vcs.modified") == "true" ? "+dirty" : ""
        return "v\(majorVersion).0.0-\(stamp)-\(revision.prefix(12))\(dirty)"
    }

    /// 2 for `example.com/module/v2`; 0 without such an ending.
    private var majorVersion: String {
        guard let last = main?.path.split(separator: "/").last, last.hasPrefix("v"), last.utf8.count > 1,
            last.utf8.dropFirst().allSatisfy(\.isDigit)
        else { return "0" }
        return String(last.dropFirst())
    }
}
