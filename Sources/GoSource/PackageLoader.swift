/// Finds the packages of a folder and all that they import, and reads their declarations.
struct PackageLoader {
    /// One folder with Go files, as it was found.
    struct Folder: Sendable {
        var path: String
        /// Index in `modules`.
        var module: Int
        var names: [String]
    }

    let reader: SourceReader
    let options: LoadOptions
    let universe: Universe
    var resolver: ImportResolver

    private(set) var packages: [GoPackage] = []
    private(set) var targets: [GoPackage] = []
    private(set) var missing: Set<String> = []
    private(set) var excluded: [String] = []

    private var folders: [Folder] = []
    /// By the key of `ImportResolver.Place`.
    private var known: [String: GoPackage] = [:]

    init(reader: SourceReader, options: LoadOptions, universe: Universe) {
        self.reader = reader
        self.options = options
        self.universe = universe
        resolver = ImportResolver(reader: reader, options: options)
    }

    mutating func load() {
        resolver.findModules()
        findFolders()
        loadTargets()
        loadImports()
        sort()
        reader.packagesByPath = Dictionary(
            packages.enumerated().filter { $0.element.role == .ordinary }.map { ($0.element.path, $0.offset) },
            uniquingKeysWith: { first, _ in first })
    }

    // MARK: Targets

    private mutating func findFolders() {
        for (index, module) in resolver.modules.enumerated() where module.isTarget {
            // Nested modules are entries of their own.
            var open = [module.module.folder.isEmpty ? reader.target : module.module.folder]
            while let folder = open.popLast() {
                var names: [String] = []
                var inner: [String] = []
                for entry in reader.entries(of: folder) {
                    if entry.isFolder {
                        guard isWanted(folder: entry.name) else { continue }
                        let path = joined(folder, entry.name)
                        if !resolver.isModule(path) { inner.append(path) }
                    } else if entry.name.hasSuffix(".go"), entry.name.utf8.first != UInt8(ascii: "_"),
                        entry.name.utf8.first != UInt8(ascii: ".")
                    {
                        names.append(entry.name)
                    }
                }
                if !names.isEmpty { folders.append(Folder(path: folder, module: index, names: names)) }
                open += inner.reversed()
            }
        }
        folders.sort { $0.path < $1.path }
    }

    private func isWanted(folder name: String) -> Bool {
        if name == "vendor" || name == ".git" { return false }
        if options.includesIgnoredFolders { return true }
        let first = name.utf8.first
        return name != "testdata" && first != UInt8(ascii: ".") && first != UInt8(ascii: "_")
    }

    private mutating func loadTargets() {
        let folders = self.folders
        let read = ReadFolders(count: folders.count)
        Workers.forEach(folders.count, threads: options.threads) { [reader, options] index in
            read.set(index, ReadFolder(folders[index].path, folders[index].names, reader, options, skipsBodies: true))
        }
        for (folder, content) in zip(folders, read.values) {
            guard let content else { continue }
            excluded += content.excluded
            let module = resolver.modules[folder.module].module
            let path = module.importPath(
                ofFolder: ImportResolver.relative(folder.path, to: module.folder) ?? folder.path)
            for group in content.groups(includesTests: options.includesTests) {
                // The root of what is no module has no path but its package's name.
                add(group, path: path.isEmpty ? group.name : path, folder: folder.path, module: module)
            }
        }
    }

    private mutating func add(_ group: ReadFolder.Group, path: String, folder: String, module: GoModule) {
        let isMain = group.isImportable
        let package = make(
            path: path, name: group.name, folder: folder, origin: .target, role: .ordinary, files: group.files,
            module: module)
        targets.append(package)
        if isMain { known[folder.isEmpty ? "." : folder] = package }
        if !group.tests.isEmpty {
            let tests = make(
                path: path, name: group.name, folder: folder, origin: .target, role: .internalTest,
                files: group.tests, module: module)
            tests.base = package
            targets.append(tests)
        }
        if !group.externalTests.isEmpty {
            let tests = make(
                path: path + "_test", name: group.name + "_test", folder: folder, origin: .target,
                role: .externalTest, files: group.externalTests, module: module)
            // What it imports under the package's own path includes the internal tests.
            tests.imports[path] = targets.last
            targets.append(tests)
        }
    }

    private mutating func make(
        path: String, name: String, folder: String, origin: GoPackage.Origin, role: GoPackage.Role,
        files: [GoFile], module: GoModule?
    ) -> GoPackage {
        let package = GoPackage(
            path: path, name: name, folder: folder, origin: origin, role: role, filePaths: files.map(\.path),
            module: module, index: packages.count)
        package.skeletons = files
        packages.append(package)
        return package
    }

    // MARK: Imports

    /// Wave by wave: what the last wave's packages import is the next.
    private mutating func loadImports() {
        var next = 0
        while next < packages.count {
            let wave = next..<packages.count
            next = packages.count
            var wanted: [(place: ImportResolver.Place, path: String)] = []
            var waiting: [String: [(package: GoPackage, path: String)]] = [:]
            for index in wave {
                let package = packages[index]
                for path in imports(of: package) where package.imports[path] == nil {
                    let place = resolver.resolve(path, from: package)
                    if let found = known[place.key] {
                        // A package never imports itself; its tests do, by another name.
                        if found !== package { package.imports[path] = found }
                        continue
                    }
                    if waiting[place.key] == nil { wanted.append((place, path)) }
                    waiting[place.key, default: []].append((package, path))
                }
            }
            load(wanted, for: waiting)
        }
    }

    private mutating func load(
        _ wanted: [(place: ImportResolver.Place, path: String)],
        for waiting: [String: [(package: GoPackage, path: String)]]
    ) {
        let read = ReadFolders(count: wanted.count)
        Workers.forEach(wanted.count, threads: options.threads) { [reader, options] index in
            switch wanted[index].place.kind {
            case .folder(let folder, _, _):
                let names = reader.entries(of: folder).filter { !$0.isFolder && $0.name.hasSuffix(".go") }.map(\.name)
                read.set(
                    index,
                    ReadFolder(
                        folder, names.filter { !$0.hasSuffix("_test.go") }, reader, options, skipsBodies: true))
            case .bundled(let path): read.set(index, StandardLibrary.folder(path))
            case .unsafe, .unknown: break
            }
        }
        for (index, want) in wanted.enumerated() {
            let package = package(for: want.place, want.path, read.values[index])
            known[want.place.key] = package
            for (importer, path) in waiting[want.place.key] ?? [] where importer !== package {
                importer.imports[path] = package
            }
        }
    }

    private mutating func package(
        for place: ImportResolver.Place, _ path: String, _ content: ReadFolder?
    ) -> GoPackage {
        let group = content?.groups(includesTests: false).first { $0.isImportable }
        switch place.kind {
        case .folder(let folder, let path, let module) where group != nil:
            return make(
                path: path, name: group?.name ?? "", folder: folder, origin: .dependency, role: .ordinary,
                files: group?.files ?? [], module: module)
        case .bundled where group != nil:
            return make(
                path: path, name: group?.name ?? "", folder: "", origin: .bundled, role: .ordinary,
                files: group?.files ?? [], module: nil)
        case .unsafe:
            let package = make(
                path: path, name: "unsafe", folder: "", origin: .bundled, role: .ordinary, files: [], module: nil)
            package.scope = universe.unsafeScope
            package.isDeclared = true
            return package
        default:
            if path != "C" { missing.insert(path) }
            let package = make(
                path: path, name: GoPackage.likelyName(path), folder: "", origin: .unknown, role: .ordinary,
                files: [], module: nil)
            package.isDeclared = true
            return package
        }
    }

    /// The imports of a package's files. Of dependencies only those whose names the declarations use.
    private func imports(of package: GoPackage) -> [String] {
        var paths: Set<String> = []
        for file in package.skeletons {
            let names =
                package.origin == .target ? nil : Set((0..<file.nameCount).map { file.name(NameID(index: UInt32($0))) })
            for (name, path) in file.imports() {
                if let names {
                    if name == "_" { continue }
                    let used = name.isEmpty ? GoPackage.likelyName(path) : name
                    let last = path.split(separator: "/").last.map(String.init) ?? path
                    if name != ".", !names.contains(used), !names.contains(last) { continue }
                }
                paths.insert(path)
            }
        }
        return paths.sorted()
    }

    // MARK: Order

    /// Dependencies first. Imports that would close a circle are taken back: what they give stays unknown.
    private mutating func sort() {
        var order: [GoPackage] = []
        // 0: not seen, 1: being looked at, 2: done.
        var states = [UInt8](repeating: 0, count: packages.count)
        for start in packages.indices where states[start] == 0 {
            var open: [(index: Int, needed: [(path: String, package: GoPackage)])] = []
            func needs(_ index: Int) -> [(path: String, package: GoPackage)] {
                let package = packages[index]
                var list = package.imports.sorted { $0.key > $1.key }.map { (path: $0.key, package: $0.value) }
                if let base = package.base { list.append((path: "", package: base)) }
                return list
            }
            states[start] = 1
            open.append((start, needs(start)))
            while let top = open.indices.last {
                if let (path, next) = open[top].needed.popLast() {
                    switch states[next.index] {
                    case 0:
                        states[next.index] = 1
                        open.append((next.index, needs(next.index)))
                    case 1: packages[open[top].index].imports[path] = nil
                    default: break
                    }
                } else {
                    states[open[top].index] = 2
                    order.append(packages[open[top].index])
                    open.removeLast()
                }
            }
        }
        // Objects name their package by its place in `packages`, which stays.
        assert(order.count == packages.count)
    }
}
