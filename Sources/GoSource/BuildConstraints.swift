/// For which system and with which tags a program is built.
public struct BuildContext: Sendable, Hashable {
    public var goos: String
    public var goarch: String
    public var tags: Set<String>
    /// Whether files that import "C" take part.
    public var isCgoEnabled: Bool
    /// Release tags `go1.1` … up to this one hold.
    public var release: Int

    /// Containers run Linux on amd64 if nothing else is said.
    public init(
        goos: String = "linux", goarch: String = "amd64", tags: Set<String> = [], isCgoEnabled: Bool = true,
        release: Int = 26
    ) {
        self.goos = goos
        self.goarch = goarch
        self.tags = tags
        self.isCgoEnabled = isCgoEnabled
        self.release = release
    }

    static let systems: Set<String> = [
        "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd",
        "openbsd", "plan9", "solaris", "wasip1", "windows", "zos",
    ]
    static let unixSystems: Set<String> = [
        "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "linux", "netbsd", "openbsd",
        "solaris",
    ]
    static let architectures: Set<String> = [
        "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64",
        "mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x", "sparc",
        "sparc64", "wasm",
    ]

    /// Whether one tag holds (`go help buildconstraint`).
    public func holds(_ tag: String) -> Bool {
        switch tag {
        case goos, goarch, "gc": return true
        case "cgo": return isCgoEnabled
        case "unix": return Self.unixSystems.contains(goos)
        case "linux" where goos == "android": return true
        case "solaris" where goos == "illumos": return true
        case "darwin" where goos == "ios": return true
        default: break
        }
        if tag.hasPrefix("go1."), let minor = Int(tag.dropFirst(4)) { return minor >= 1 && minor <= release }
        return tags.contains(tag)
    }

    /// Whether the name of a file fits: `_GOOS`, `_GOARCH` and `_GOOS_GOARCH` before `.go` or `_test.go`.
    public func fits(fileName: String) -> Bool {
        var stem = Substring(fileName)
        if let dot = stem.firstIndex(of: ".") { stem = stem[..<dot] }
        var parts = stem.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        // A name that is nothing but the suffix has no suffix: linux.go is for every system.
        guard parts.count > 1 else { return true }
        parts.removeFirst()
        if parts.last == "test" { parts.removeLast() }
        guard let last = parts.last else { return true }
        if parts.count >= 2, Self.architectures.contains(last), Self.systems.contains(parts[parts.count - 2]) {
            return holds(last) && holds(parts[parts.count - 2])
        }
        if Self.architectures.contains(last) || Self.systems.contains(last) { return holds(last) }
        return true
    }

    /// Whether the constraints in the comments of a file hold. `//go:build` rules over `// +build`.
    public func fits(_ file: GoFile) -> Bool {
        let head = file.packageClause.isNone ? file.source.count : file.range(of: file.packageClause).lowerBound
        var old = true
        for comment in file.comments {
            guard Int(comment.end) <= head else { break }
            let bytes = file.source.bytes[Int(comment.start)..<Int(comment.end)]
            guard bytes.count > 2, bytes[bytes.startIndex + 1] == UInt8(ascii: "/") else { continue }
            let text = bytes.dropFirst(2)
            if text.starts(with: "go:build ".utf8) || text.starts(with: "go:build\t".utf8) {
                var expression = ConstraintExpression(text.dropFirst(9), self)
                // What cannot be read excludes nothing.
                return expression.value() ?? true
            }
            let trimmed = text.drop { $0 == 0x20 || $0 == 0x09 }
            if trimmed.starts(with: "+build ".utf8), isFollowedByBlankLine(file, comment) {
                old = old && fitsOldLine(trimmed.dropFirst(7))
            }
        }
        return old
    }

    /// `+build` lines count only where a blank line stands between them and the package clause.
    private func isFollowedByBlankLine(_ file: GoFile, _ comment: Comment) -> Bool {
        let start = file.packageClause.isNone ? 0 : file.line(of: file.packageClause)
        var line = file.position(ofOffset: comment.start).line + 1
        while line < start {
            let bytes = file.source.bytes[file.lineRange(line)].drop { $0 == 0x20 || $0 == 0x09 }
            if bytes.isEmpty { return true }
            guard bytes.starts(with: "//".utf8) else { return false }
            line += 1
        }
        return false
    }

    /// Spaces are "or", commas are "and".
    private func fitsOldLine(_ line: ArraySlice<UInt8>) -> Bool {
        line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).contains { option in
            option.split(separator: UInt8(ascii: ",")).allSatisfy { term in
                let isNot = term.first == UInt8(ascii: "!")
                return holds(String(decoding: isNot ? term.dropFirst() : term, as: UTF8.self)) != isNot
            }
        }
    }
}

/// `a && (b || !c)`, evaluated as it is read.
private struct ConstraintExpression {
    private static let maximumDepth = 100

    private var rest: ArraySlice<UInt8>
    private let context: BuildContext
    private var depth = 0

    init(_ text: ArraySlice<UInt8>, _ context: BuildContext) {
        rest = text
        self.context = context
    }

    mutating func value() -> Bool? {
        guard let value = either() else { return nil }
        skipSpace()
        return rest.isEmpty || rest.starts(with: "//".utf8) ? value : nil
    }

    private mutating func skipSpace() { rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

    private mutating func take(_ text: StaticString) -> Bool {
        skipSpace()
        let taken = text.withUTF8Buffer { rest.starts(with: $0) }
        if taken { rest = rest.dropFirst(text.utf8CodeUnitCount) }
        return taken
    }

    private mutating func either() -> Bool? {
        guard var value = both() else { return nil }
        while take("||") {
            guard let right = both() else { return nil }
            value = value || right
        }
        return value
    }

    private mutating func both() -> Bool? {
        guard var value = not() else { return nil }
        while take("&&") {
            guard let right = not() else { return nil }
            value = value && right
        }
        return value
    }

    private mutating func not() -> Bool? {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.maximumDepth else { return nil }
        if take("!") { return not().map { !$0 } }
        if take("(") {
            guard let value = either(), take(")") else { return nil }
            return value
        }
        skipSpace()
        let tag = rest.prefix {
            Lexer.isNamePart($0) || $0 == UInt8(ascii: ".") || $0 >= 0x80
        }
        guard !tag.isEmpty else { return nil }
        rest = rest.dropFirst(tag.count)
        return context.holds(String(decoding: tag, as: UTF8.self))
    }
}
