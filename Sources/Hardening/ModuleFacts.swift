import GoModules
import GoSource

/// What a Go module tells of how it must be built and run.
public struct ModuleFacts: Sendable, Hashable {
    /// A main package.
    public struct Program: Sendable, Hashable {
        /// Relative to the module, `.` for its top.
        public var folder: String
        /// The name that `go build` would give it.
        public var name: String
        /// Of the package and of all that it imports from its module.
        public var source: SourceFacts
        /// What at the module's top it is built from: folders, and embedded files or their patterns (`*.html`).
        public var folders: Set<String>
        /// Go files at the module's top belong to it.
        public var usesTopFiles: Bool
    }

    public var modulePath: String
    /// The go directive, `1.24` or `1.24.3`.
    public var goVersion: String?
    /// The toolchain directive without its `go`.
    public var toolchain: String?
    public var hasSums = false
    public var hasVendor = false
    public var isInWorkspace = false
    /// Folders that replace directives point to and that lie in the module.
    public var replacedFolders: [String] = []
    /// Those that lie outside: a build context does not hold them.
    public var outsideReplacements: [String] = []
    /// Sorted by folder.
    public var programs: [Program] = []
    /// What stands at the top, for what is read at run time.
    public var topEntries: Set<String> = []
    /// What a reader should know: files that could not be read, limits reached.
    public var notes: [String] = []

    /// Go files that are looked at, at most.
    static let fileLimit = 20_000
    static let depthLimit = 64
    static let fileSizeLimit = 8 << 20

    public init(modulePath: String) { self.modulePath = modulePath }

    /// Reads a module from the disk.
    /// - Throws: where the folder holds no go.mod that can be read.
    public static func read(folder: String) throws(HardeningError) -> ModuleFacts {
        try read(folder: folder, in: DiskFiles())
    }

    public static func read(folder: String, in files: some FileTree) throws(HardeningError) -> ModuleFacts {
        guard let source = files.read(folder + "/go.mod") else {
            throw HardeningError("holds no go.mod: init wants the folder of a Go module", subject: folder)
        }
        let mod = source.bytes.withUnsafeBytes { GoModFile(parsing: $0) }
        guard let module = mod.module, !module.text.isEmpty else {
            throw HardeningError("has no module line", subject: folder + "/go.mod")
        }
        var facts = ModuleFacts(modulePath: module.text)
        facts.goVersion = mod.go?.text
        facts.toolchain = mod.toolchain.map { $0.text.hasPrefix("go") ? String($0.text.dropFirst(2)) : $0.text }
        let entries = files.entries(of: folder)
        facts.topEntries = Set(entries.map(\.name))
        facts.hasSums = facts.topEntries.contains("go.sum")
        facts.hasVendor = entries.contains { $0.name == "vendor" && $0.isFolder }
        facts.isInWorkspace = facts.topEntries.contains("go.work")
        var replaced: [(module: String, folder: String)] = []
        for replacement in mod.replacements where replacement.isFolder {
            if let inside = Self.inside(replacement.newPath) {
                replaced.append((replacement.path, inside))
                facts.replacedFolders.append(inside)
            } else {
                facts.outsideReplacements.append(replacement.newPath)
            }
        }
        var scan = ModuleScan(files: files, root: folder)
        scan.read()
        facts.notes += scan.notes
        facts.programs = scan.programs(of: module.text, replaced: replaced)
        return facts
    }

    /// `./a/../b` as `b`; nil where it leads out of the module.
    private static func inside(_ path: String) -> String? {
        guard !path.hasPrefix("/") else { return nil }
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(part)
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }
}

/// The packages of a module, and how programs are put together from them.
struct ModuleScan<Files: FileTree> {
    let files: Files
    let root: String
    private(set) var packages: [String: SourceFacts] = [:]
    private(set) var notes: [String] = []
    private var fileCount = 0

    init(files: Files, root: String) {
        self.files = files
        self.root = root
    }

    mutating func read() {
        var open: [(folder: String, depth: Int)] = [("", 0)]
        while let (folder, depth) = open.popLast() {
            let entries = files.entries(of: folder.isEmpty ? root : root + "/" + folder)
            // A folder with a go.mod of its own is another module.
            if depth > 0, entries.contains(where: { $0.name == "go.mod" && !$0.isFolder }) { continue }
            for entry in entries {
                guard let first = entry.name.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "_") else {
                    continue
                }
                let path = folder.isEmpty ? entry.name : folder + "/" + entry.name
                if entry.isFolder {
                    guard entry.name != "testdata", entry.name != "node_modules", path != "vendor" else { continue }
                    guard depth < ModuleFacts.depthLimit else { continue }
                    open.append((path, depth + 1))
                } else if entry.name.hasSuffix(".go"), !entry.name.hasSuffix("_test.go") {
                    guard fileCount < ModuleFacts.fileLimit else {
                        notes.append("only the first \(ModuleFacts.fileLimit) Go files were looked at")
                        return
                    }
                    fileCount += 1
                    readFile(path, name: entry.name, in: folder)
                }
            }
        }
    }

    private mutating func readFile(_ path: String, name: String, in folder: String) {
        let context = BuildContext()
        guard context.fits(fileName: name) else { return }
        guard let text = files.read(root + "/" + path), text.count <= ModuleFacts.fileSizeLimit else {
            notes.append("\(path) was not read")
            return
        }
        let file = GoFile(path: path, source: text)
        guard context.fits(file) else { return }
        let facts = SourceFactsReader.read(file, path: path, folder: folder)
        if facts.hasSyntaxErrors { notes.append("\(path) is not whole Go: what it tells may be incomplete") }
        packages[folder, default: SourceFacts()].merge(facts)
    }

    func programs(of module: String, replaced: [(module: String, folder: String)]) -> [ModuleFacts.Program] {
        packages.filter { $0.value.isMainPackage && $0.value.hasMainFunction }.keys.sorted().map { folder in
            var reached: Set<String> = [folder]
            var open = [folder]
            var source = SourceFacts()
            var whole = Set<String>()
            while let next = open.popLast() {
                guard let package = packages[next] else { continue }
                source.merge(package)
                for imported in package.imports {
                    for other in replaced where imported == other.module || imported.hasPrefix(other.module + "/") {
                        whole.insert(other.folder)
                    }
                    guard let inner = Self.folder(of: imported, in: module), packages[inner] != nil,
                        reached.insert(inner).inserted
                    else { continue }
                    open.append(inner)
                }
            }
            // Ports and health paths in a stable order.
            source.ports.sort { ($0.place, $0.number) < ($1.place, $1.number) }
            source.healthPaths.sort()
            var tops = Set(reached.union(whole).filter { !$0.isEmpty }.map { String($0.prefix { $0 != "/" }) })
            for pattern in source.embedded {
                tops.insert(String(pattern.prefix { $0 != "/" }))
            }
            let name = ProgramName.of(folder: folder, module: module)
            return ModuleFacts.Program(
                folder: folder.isEmpty ? "." : folder, name: name, source: source, folders: tops,
                usesTopFiles: reached.contains(""))
        }
    }

    private static func folder(of imported: String, in module: String) -> String? {
        if imported == module { return "" }
        guard imported.hasPrefix(module + "/") else { return nil }
        return String(imported.dropFirst(module.count + 1))
    }
}

/// Names that images, containers and objects may have: DNS labels.
enum ProgramName {
    static func of(folder: String, module: String) -> String {
        let path = folder.isEmpty ? module : folder
        var parts = path.split(separator: "/")
        // The last element of example.com/shop/v2 is a major version.
        if parts.count > 1, let last = parts.last, last.utf8.first == UInt8(ascii: "v"), Int(last.dropFirst()) != nil {
            parts.removeLast()
        }
        return label(parts.last.map(String.init) ?? "app")
    }

    /// Lower-case letters, digits and `-`, 63 at most, beginning and ending with a letter or digit (RFC 1123).
    static func label(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.lowercased().utf8 {
            let isWord = byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39
            if isWord {
                bytes.append(byte)
            } else if let last = bytes.last, last != UInt8(ascii: "-") {
                bytes.append(UInt8(ascii: "-"))
            }
        }
        bytes = Array(bytes.prefix(63))
        while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
        return bytes.isEmpty ? "app" : String(decoding: bytes, as: UTF8.self)
    }
}
