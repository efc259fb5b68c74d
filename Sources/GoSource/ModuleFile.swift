/// What the loading of packages needs of a `go.mod` or `go.work`; anything else in it is passed over.
public struct ModuleFile: Sendable, Hashable {
    public struct Replacement: Sendable, Hashable {
        public var path: String
        /// Empty: all versions.
        public var version: String
        /// A module path, or a folder that begins with `./`, `../` or `/`.
        public var target: String
        public var targetVersion: String

        public var isFolder: Bool { target.hasPrefix("./") || target.hasPrefix("../") || target.hasPrefix("/") }
    }

    /// Empty in `go.work`.
    public var path = ""
    /// As in `go 1.22`; empty where it is missing.
    public var goVersion = ""
    /// Module path to version.
    public var requirements: [String: String] = [:]
    public var replacements: [Replacement] = []
    /// Folders of `use` in `go.work`.
    public var used: [String] = []

    public init(_ text: String) {
        var block = ""
        for line in text.split(whereSeparator: \.isNewline) {
            var words = Self.words(line)
            guard !words.isEmpty else { continue }
            if !block.isEmpty {
                if words[0] == ")" {
                    block = ""
                } else {
                    add(block, words)
                }
                continue
            }
            let verb = words.removeFirst()
            if words.first == "(" {
                block = verb
            } else {
                add(verb, words)
            }
        }
    }

    private mutating func add(_ verb: String, _ words: [String]) {
        switch verb {
        case "module": path = words.first ?? ""
        case "go": goVersion = words.first ?? ""
        case "require" where words.count >= 2: requirements[words[0]] = words[1]
        case "use": used += words.prefix(1)
        case "replace":
            guard let arrow = words.firstIndex(of: "=>"), arrow >= 1, arrow + 1 < words.count else { return }
            replacements.append(
                Replacement(
                    path: words[0], version: arrow > 1 ? words[1] : "", target: words[arrow + 1],
                    targetVersion: arrow + 2 < words.count ? words[arrow + 2] : ""))
        default: break
        }
    }

    /// Words between spaces; quotes are removed, comments left out.
    private static func words(_ line: Substring) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        var quote: UInt8 = 0
        let bytes = Array(line.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if quote != 0 {
                if byte == quote { quote = 0 } else { word.append(byte) }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
                quote = byte
            } else if byte == UInt8(ascii: "/"), index + 1 < bytes.count, bytes[index + 1] == byte, word.isEmpty {
                break
            } else if byte == 0x20 || byte == 0x09 || byte == 0x0D {
                if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
                word = []
            } else {
                word.append(byte)
            }
            index += 1
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    /// Where a required module comes from: its path and version, or a folder.
    func source(of module: String) -> (path: String, version: String, isFolder: Bool)? {
        let version = requirements[module] ?? ""
        for replacement in replacements
        where replacement.path == module && (replacement.version.isEmpty || replacement.version == version) {
            return (replacement.target, replacement.targetVersion, replacement.isFolder)
        }
        return version.isEmpty ? nil : (module, version, false)
    }
}

/// A module under analysis or one that it needs.
public struct GoModule: Sendable, Hashable {
    /// As in its go.mod; empty for folders without one.
    public var path: String
    /// Its folder, relative to the target or absolute.
    public var folder: String
    public var file: ModuleFile

    /// The path of the package in `folder`, which lies in the module's own.
    func importPath(ofFolder name: String) -> String {
        // The standard library's packages have no prefix.
        let prefix = path == "std" ? "" : path
        return joined(prefix, name)
    }

    /// `golang.org/X/Mod` lies in the module cache as `golang.org/!x/!mod`.
    static func escaped(_ path: String) -> String {
        guard path.utf8.contains(where: { $0 >= 0x41 && $0 <= 0x5A }) else { return path }
        var bytes: [UInt8] = []
        for byte in path.utf8 {
            if byte >= 0x41, byte <= 0x5A {
                bytes.append(UInt8(ascii: "!"))
                bytes.append(byte | 0x20)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
