/// What is read, and for which system.
public struct LoadOptions: Sendable {
    public var context: BuildContext
    public var includesTests: Bool
    /// Folders that `go build ./...` passes over: testdata, and those whose names begin with `_` or a point.
    public var includesIgnoredFolders: Bool
    /// Dependencies are looked for in vendor folders, the module cache, GOPATH and GOROOT; else only their names are known.
    public var readsDependencies: Bool
    /// `$GOMODCACHE`; none: `$GOPATH/pkg/mod`.
    public var moduleCache: String?
    /// `$GOPATH`.
    public var goPath: String?
    /// `$GOROOT`, for what the bundled index of the standard library lacks.
    public var goRoot: String?
    public var threads: Int

    public init(
        context: BuildContext = BuildContext(), includesTests: Bool = false, includesIgnoredFolders: Bool = false,
        readsDependencies: Bool = true, moduleCache: String? = nil, goPath: String? = nil, goRoot: String? = nil,
        threads: Int? = nil
    ) {
        self.context = context
        self.includesTests = includesTests
        self.includesIgnoredFolders = includesIgnoredFolders
        self.readsDependencies = readsDependencies
        self.moduleCache = moduleCache
        self.goPath = goPath
        self.goRoot = goRoot
        self.threads = max(1, threads ?? Workers.defaultCount)
    }
}

/// All Go packages below a folder, with what they import: declarations and their types. Function bodies are read by
/// `check`, a package at a time, and dropped with its result.
///
/// Nothing fails: what is missing or wrong stays unknown, and is told in `problems` and `GoFile.errors`.
public final class GoProgram: Sendable {
    public let options: LoadOptions
    /// The packages under analysis, in the order of their folders.
    public let packages: [GoPackage]
    /// Those and all that they import, by their numbers.
    public let allPackages: [GoPackage]
    public let types: TypeTable
    /// Imports that were not found, by path, in order.
    public let missingImports: [String]
    /// Go files that the build constraints leave out.
    public let excludedFiles: [String]
    let symbols: SymbolTable
    let objects: ObjectTable
    let universe: Universe
    let reader: SourceReader

    /// Reads everything below `root`, which may be a module, a folder of one or of many, or a file. File paths in the result
    /// are relative to it.
    public init(load root: String, files: any FileTree = DiskFiles(), options: LoadOptions = LoadOptions()) {
        self.options = options
        symbols = SymbolTable()
        types = TypeTable(symbols: symbols)
        objects = ObjectTable()
        universe = Universe(symbols: symbols, types: types, objects: objects)
        reader = SourceReader(target: root, files: files)
        var loader = PackageLoader(reader: reader, options: options, universe: universe)
        loader.load()
        packages = loader.targets
        allPackages = loader.packages
        missingImports = loader.missing.sorted()
        excludedFiles = loader.excluded
        declareAll()
    }

    /// Reads Go files that are in memory, by their paths.
    public convenience init(sources: [String: String], options: LoadOptions = LoadOptions()) {
        self.init(load: "", files: MemoryFiles(sources), options: options)
    }

    private func declareAll() {
        let packages = allPackages
        let dependencies = packages.map { package -> [Int] in
            guard !package.isDeclared else { return [] }
            var needed = Set(package.imports.values.map(\.index))
            if let base = package.base { needed.insert(base.index) }
            return needed.sorted()
        }
        Workers.forEach(dependencies: dependencies, threads: options.threads) { [self] index in
            guard !packages[index].isDeclared else { return }
            var checker = Checker(program: self, package: packages[index], files: packages[index].skeletons)
            checker.declarePackage()
            packages[index].skeletons = []
            packages[index].isDeclared = true
        }
    }

    // MARK: Bodies

    /// Reads the files of a package again, with function bodies, and gives what every node is.
    public func check(_ package: GoPackage) -> PackageInfo {
        let info = Box()
        Workers.run(1) { [self] _ in info.value = checkHere(package) }
        return info.value
            ?? PackageInfo(
                program: self, package: package, files: [], locals: [], functions: [], constants: [])
    }

    private final class Box: @unchecked Sendable { var value: PackageInfo? }

    /// Checks each package under analysis and gives it to `body`, on as many threads as the options say. What `body` does
    /// not keep of a package is dropped after it.
    public func forEachPackage(_ body: @escaping @Sendable (PackageInfo) -> Void) {
        // The largest first: the last package to be finished should be a small one.
        let order = packages.indices.sorted { packages[$0].filePaths.count > packages[$1].filePaths.count }
        Workers.forEach(order.count, threads: options.threads) { [self] index in
            body(checkHere(packages[order[index]]))
        }
    }

    private func checkHere(_ package: GoPackage) -> PackageInfo {
        // A file that has gone since is empty: the numbers of the others stay.
        let files = package.filePaths.map { GoFile(path: $0, source: reader.readShown($0) ?? SourceText([])) }
        var checker = Checker(program: self, package: package, files: files)
        return checker.checkPackage()
    }

    // MARK: Names

    public func text(_ symbol: Symbol) -> String { symbols.text(symbol) }

    /// The symbol of a name.
    public func symbol(_ name: String) -> Symbol { symbols.intern(name) }

    public func isExported(_ symbol: Symbol) -> Bool { symbols.isExported(symbol) }

    // MARK: Objects (not local ones: `PackageInfo` knows those)

    public func kind(of object: ObjectID) -> ObjectKind { object.isLocal ? .none : objects[object].kind }

    /// Of a variable, field, constant or function; the type that a type name stands for.
    public func type(of object: ObjectID) -> GoType { object.isLocal ? .invalid : objects[object].type }

    public func name(of object: ObjectID) -> String { object.isLocal ? "" : symbols.text(objects[object].name) }

    /// The package that an object belongs to; nil for predeclared and local ones.
    public func package(of object: ObjectID) -> GoPackage? {
        guard !object.isLocal, !object.isNone else { return nil }
        let index = Int(objects[object].package)
        return index > 0 ? allPackages[index - 1] : nil
    }

    /// For methods and fields the type they are declared in, without arguments; else `.invalid`.
    public func owner(of object: ObjectID) -> GoType { object.isLocal ? .invalid : objects[object].owner }

    /// `net/http.Get`, `net/http.Request.FormValue`; fields and methods of types without a name: `struct.name`.
    public func qualifiedName(of object: ObjectID) -> String {
        guard !object.isLocal, !object.isNone else { return "" }
        let record = objects[object]
        let name = symbols.text(record.name)
        if record.owner != .invalid {
            if let typeName = types.object(of: record.owner) { return qualifiedName(of: typeName) + "." + name }
            return (record.kind == .interfaceMethod ? "interface." : "struct.") + name
        }
        guard record.package > 0 else { return name }
        return allPackages[Int(record.package) - 1].path + "." + name
    }

    public func builtin(_ object: ObjectID) -> Builtin? {
        guard !object.isLocal, objects[object].kind == .builtin else { return nil }
        return Builtin(rawValue: UInt8(truncatingIfNeeded: objects[object].detail))
    }

    /// The value of a package-level constant.
    public func constant(of object: ObjectID) -> ConstantValue {
        guard !object.isLocal else { return .unknown }
        let record = objects[object]
        guard record.kind == .constant, record.extra > 0 else { return .unknown }
        if record.package == 0 { return record.extra == 1 ? .bool(false) : .bool(true) }
        return allPackages[Int(record.package) - 1].constants[Int(record.extra) - 1]
    }

    /// Whether a method has a pointer receiver.
    public func hasPointerReceiver(_ method: ObjectID) -> Bool {
        !method.isLocal && objects[method].flags & ObjectFlag.pointerReceiver != 0
    }

    /// The path and line where an object is declared, if its source was read.
    public func declaration(of object: ObjectID) -> (path: String, offset: Int)? {
        guard !object.isLocal, let package = package(of: object) else { return nil }
        let record = objects[object]
        guard Int(record.file) < package.filePaths.count else { return nil }
        return (package.filePaths[Int(record.file)], Int(record.offset))
    }

    /// A package by its import path, wherever it comes from.
    public func package(path: String) -> GoPackage? { packagesByPath[path].map { allPackages[$0] } }

    private var packagesByPath: [String: Int] { reader.packagesByPath }

    /// The object with a qualified name: `crypto/md5.New`, `net/http.Request.FormValue`, `net/http.Request.URL`. None if
    /// nothing in the program refers to its package or it has no such member. For members of unknown packages and types
    /// the object is made.
    public func object(named name: String) -> ObjectID? {
        let slash = name.lastIndex(of: "/") ?? name.startIndex
        var dot = name[slash...].firstIndex(of: ".")
        // gopkg.in/yaml.v3.Unmarshal: the path itself may hold points.
        while let cut = dot {
            if let package = package(path: String(name[..<cut])) {
                return member(name[name.index(after: cut)...].split(separator: "."), of: package)
            }
            dot = name[name.index(after: cut)...].firstIndex(of: ".")
        }
        return nil
    }

    private func member(_ names: [Substring], of package: GoPackage) -> ObjectID? {
        guard let first = names.first else { return nil }
        let name = symbols.intern(String(first))
        guard var object = package.object(name) ?? (package.origin == .unknown ? unknownMember(package, name) : nil)
        else { return nil }
        for part in names.dropFirst() {
            let name = symbols.intern(String(part))
            let type = objects[object].type
            guard let next = findMember(of: type.isInvalid ? unknownType(object) : type, name) else { return nil }
            object = next.object
        }
        return object
    }

    // MARK: Types

    /// As Go writes it, with package paths: `*net/http.Request`, `map[string][]int`.
    public func text(_ type: GoType) -> String { TypeText(program: self).text(type) }

    /// The qualified name of a defined type or of what it points to: `net/http.Request` for `*http.Request`; empty for
    /// other types.
    public func qualifiedName(of type: GoType) -> String {
        let base = types.dereferenced(type)
        guard types.kind(base) == .named, let object = types.object(of: base) else { return "" }
        return qualifiedName(of: object)
    }

    /// Whether a type, or what it points to, is the defined type with this object.
    public func isType(_ type: GoType, _ object: ObjectID?) -> Bool {
        guard let object else { return false }
        let base = types.dereferenced(type)
        return types.kind(base) == .named && types.object(of: base) == object
    }
}
