/// Says where an imported package lies: in the modules under analysis, vendored, in the module cache, GOPATH or GOROOT.
struct ImportResolver {
    struct Place {
        enum Kind {
            case folder(String, path: String, module: GoModule?)
            case bundled(String)
            case unsafe
            case unknown
        }

        var kind: Kind
        /// Equal for equal places.
        var key: String
    }

    struct Module {
        var module: GoModule
        /// Its packages are under analysis.
        var isTarget: Bool
    }

    /// Folders deeper than this are not looked at.
    private static let maximumDepth = 64

    let reader: SourceReader
    let options: LoadOptions
    private(set) var modules: [Module] = []
    /// `use` and `replace` of a go.work.
    private var workspace: ModuleFile?
    private var modulesByFolder: [String: Int] = [:]
    private var foldersWithGo: [String: Bool] = [:]

    init(reader: SourceReader, options: LoadOptions) {
        self.reader = reader
        self.options = options
    }

    func isModule(_ folder: String) -> Bool { modulesByFolder[folder] != nil }

    /// `a/b/c` relative to `a` is `b/c`; none if it does not lie there.
    static func relative(_ path: String, to folder: String) -> String? {
        if folder.isEmpty { return path }
        if path == folder { return "" }
        return path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.utf8.count + 1)) : nil
    }

    /// Every go.mod below the root, and the root itself without one.
    mutating func findModules() {
        workspace = reader.read("go.work").map { ModuleFile($0.string(0..<$0.count)) }
        var open = [(folder: "", depth: 0)]
        if !reader.target.isEmpty, let text = reader.read("go.mod") {
            // The target is a folder of a module.
            let file = ModuleFile(text.string(0..<text.count))
            add(GoModule(path: file.path, folder: "", file: file))
            open = [(reader.target, 0)]
        }
        while let (folder, depth) = open.popLast() {
            let entries = reader.entries(of: folder)
            if entries.contains(where: { $0.name == "go.mod" && !$0.isFolder }),
                let text = reader.read(joined(folder, "go.mod"))
            {
                let file = ModuleFile(text.string(0..<text.count))
                add(GoModule(path: file.path, folder: folder, file: file))
            } else if folder.isEmpty {
                add(GoModule(path: "", folder: "", file: ModuleFile("")))
            }
            guard depth < Self.maximumDepth else { continue }
            for entry in entries where entry.isFolder {
                if entry.name == "vendor" || entry.name == ".git" || entry.name == "node_modules" { continue }
                let isIgnored = entry.name == "testdata" || entry.name.hasPrefix(".") || entry.name.hasPrefix("_")
                if isIgnored, !options.includesIgnoredFolders { continue }
                open.append((joined(folder, entry.name), depth + 1))
            }
        }
    }

    private mutating func add(_ module: GoModule) {
        modulesByFolder[module.folder] = modules.count
        modules.append(Module(module: module, isTarget: true))
    }

    // MARK: Resolving

    mutating func resolve(_ path: String, from package: GoPackage) -> Place {
        if path == "unsafe" { return Place(kind: .unsafe, key: "unsafe:") }
        if path == "C" { return Place(kind: .unknown, key: "unknown:C") }
        if package.origin == .bundled { return bundled(path) ?? unknown(path) }
        if let place = inOwnModule(path, package) ?? inTargets(path) { return place }
        let isStandard = !(path.split(separator: "/").first ?? "").contains(".")
        if options.readsDependencies, let place = vendored(path, package) { return place }
        if isStandard {
            if let place = bundled(path) { return place }
            if options.readsDependencies, let root = options.goRoot,
                let place = folder(joined(root, "src/" + path), path, GoModule.standard(root))
            {
                return place
            }
        }
        if options.readsDependencies, let place = required(path, package) ?? inGoPath(path) { return place }
        return unknown(path)
    }

    private func unknown(_ path: String) -> Place { Place(kind: .unknown, key: "unknown:" + path) }

    private func bundled(_ path: String) -> Place? {
        StandardLibrary.contains(path) ? Place(kind: .bundled(path), key: "std:" + path) : nil
    }

    /// A folder that holds Go files.
    private mutating func folder(_ folder: String, _ path: String, _ module: GoModule?) -> Place? {
        let holds: Bool
        if let known = foldersWithGo[folder] {
            holds = known
        } else {
            holds = reader.entries(of: folder).contains { !$0.isFolder && $0.name.hasSuffix(".go") }
            foldersWithGo[folder] = holds
        }
        guard holds else { return nil }
        return Place(
            kind: .folder(folder, path: path, module: module), key: folder.isEmpty ? "." : folder)
    }

    private mutating func inOwnModule(_ path: String, _ package: GoPackage) -> Place? {
        guard let module = package.module else { return nil }
        if module.path == "std" { return folder(joined(module.folder, path), path, module) }
        guard !module.path.isEmpty, let inner = Self.relative(path, to: module.path) else { return nil }
        return folder(joined(module.folder, inner), path, module)
    }

    /// In the modules under analysis; the longest path that fits wins.
    private mutating func inTargets(_ path: String) -> Place? {
        var best: GoModule?
        for entry in modules {
            let module = entry.module
            let prefix = module.path
            guard prefix == "std" || Self.relative(path, to: prefix) != nil else { continue }
            if prefix.utf8.count > (best?.path.utf8.count ?? -1) || best?.path == "std" { best = module }
        }
        guard let best else { return nil }
        let inner = best.path == "std" ? path : Self.relative(path, to: best.path) ?? path
        return folder(joined(best.folder, inner), path, best)
    }

    /// The module under analysis on whose behalf a package is read.
    private func main(_ package: GoPackage) -> GoModule? {
        guard let module = package.module else { return modules.first?.module }
        return modulesByFolder[module.folder] != nil ? module : modules.first?.module
    }

    private mutating func vendored(_ path: String, _ package: GoPackage) -> Place? {
        guard let module = package.module else { return nil }
        if let place = folder(joined(joined(module.folder, "vendor"), path), path, module) { return place }
        guard let main = main(package), main.folder != module.folder else { return nil }
        return folder(joined(joined(main.folder, "vendor"), path), path, main)
    }

    private mutating func required(_ path: String, _ package: GoPackage) -> Place? {
        guard let main = main(package) else { return nil }
        // The longest required module that the path lies in.
        var prefix = Substring(path)
        while true {
            let name = String(prefix)
            if let source = workspace?.source(of: name) ?? main.file.source(of: name) {
                let inner = Self.relative(path, to: name) ?? ""
                let root: String
                if source.isFolder {
                    root = Self.normalized(
                        source.path.hasPrefix("/") ? source.path : joined(main.folder, source.path))
                } else if let cache = options.moduleCache ?? options.goPath.map({ joined($0, "pkg/mod") }) {
                    root = joined(
                        cache, GoModule.escaped(source.path) + "@" + GoModule.escaped(source.version))
                } else {
                    return nil
                }
                let module = GoModule(path: name, folder: root, file: main.file)
                if let place = folder(joined(root, inner), path, module) { return place }
            }
            guard let cut = prefix.lastIndex(of: "/") else { return nil }
            prefix = prefix[..<cut]
        }
    }

    private mutating func inGoPath(_ path: String) -> Place? {
        guard let goPath = options.goPath else { return nil }
        return folder(joined(goPath, "src/" + path), path, nil)
    }

    /// Without `.` and `..`; one that leads out of the root stays.
    static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}

extension GoModule {
    static func standard(_ root: String) -> GoModule {
        GoModule(path: "std", folder: joined(root, "src"), file: ModuleFile(""))
    }
}
