import GoSource

/// One package as rules see it: types, and indexes made in one sweep over its files. Used by one task.
public final class GoCode {
    public let info: PackageInfo
    public let program: GoProgram
    public let types: TypeTable
    public let files: [FileInfo]
    public private(set) var calls: [GoCall] = []
    public private(set) var composites: [GoComposite] = []
    private var callsByName: [String: [Int]] = [:]
    private var compositesByType: [String: [Int]] = [:]
    private var names: [ObjectID: String] = [:]
    private var parentTables: [[UInt32]?]
    private var functionsByNode: [[UInt32: Int]?]
    private let reported: [Bool]
    /// Functions that are read again with the lengths of one call; each package has so many.
    private var nestedRuns = 500

    func takeNestedRun() -> Bool {
        nestedRuns -= 1
        return nestedRuns >= 0
    }

    init(_ info: PackageInfo, reported: [Bool]) {
        self.info = info
        program = info.program
        types = info.types
        files = info.files
        self.reported = reported
        parentTables = [[UInt32]?](repeating: nil, count: info.files.count)
        functionsByNode = [[UInt32: Int]?](repeating: nil, count: info.files.count)
        for file in files { sweep(file) }
        for index in calls.indices {
            guard case .value(let object) = calls[index].callee, object.isLocal else { continue }
            calls[index] = followed(calls[index])
            if !calls[index].name.isEmpty { callsByName[calls[index].name, default: []].append(index) }
        }
    }

    private func sweep(_ file: FileInfo) {
        let tree = file.tree
        for index in 1..<max(1, UInt32(tree.nodeCount)) {
            let node = Node(index: index)
            switch tree.syntax(node) {
            case .call:
                guard let call = directCall(at: node, in: file) else { continue }
                if !call.name.isEmpty { callsByName[call.name, default: []].append(calls.count) }
                calls.append(call)
            case .compositeLiteral(_, let elements):
                let typeName = qualifiedName(ofType: file.type(of: node))
                compositesByType[typeName, default: []].append(composites.count)
                composites.append(GoComposite(file: file, node: node, elements: elements, typeName: typeName))
            default: break
            }
        }
    }

    func isReported(_ file: FileInfo) -> Bool { reported[file.index] }

    // MARK: Names

    public func qualifiedName(_ object: ObjectID) -> String {
        guard !object.isLocal else { return info.qualifiedName(of: object) }
        if let known = names[object] { return known }
        let name = program.qualifiedName(of: object)
        names[object] = name
        return name
    }

    /// The qualified name of a defined type or of what it points to.
    public func qualifiedName(ofType type: GoType) -> String {
        let base = types.dereferenced(type)
        guard types.kind(base) == .named, let object = types.object(of: types.origin(of: base)) else { return "" }
        return qualifiedName(object)
    }

    /// What an identifier or selector stands for, by its qualified name.
    public func name(of node: Node, in file: FileInfo) -> String { qualifiedName(file.object(of: node)) }

    // MARK: Indexes

    public func calls(_ name: String) -> [GoCall] { (callsByName[name] ?? []).map { calls[$0] } }

    public func calls(_ names: [String]) -> [GoCall] {
        var found: [Int] = []
        for name in names { if let list = callsByName[name] { found += list } }
        return found.map { calls[$0] }
    }

    public func hasCalls(_ names: [String]) -> Bool { names.contains { callsByName[$0] != nil } }

    public func composites(_ type: String) -> [GoComposite] {
        (compositesByType[type] ?? []).map { composites[$0] }
    }

    func imports(_ path: String) -> [(file: FileInfo, node: Node)] {
        guard info.package.imports[path] != nil else { return [] }
        var found: [(file: FileInfo, node: Node)] = []
        for file in files {
            for spec in file.tree.nodes(of: .importSpec) {
                guard case .importSpec(_, let pathNode) = file.tree.syntax(spec) else { continue }
                if string(pathNode, in: file) == path { found.append((file, spec)) }
            }
        }
        return found
    }

    func importsPackage(_ path: String) -> Bool { info.package.imports[path] != nil }

    // MARK: Made when first asked for

    /// The bodies of the functions of this package.
    private(set) lazy var functionsByObject: [ObjectID: FunctionInfo] = {
        var table: [ObjectID: FunctionInfo] = [:]
        for function in info.functions where !function.object.isNone { table[function.object] = function }
        return table
    }()

    /// All places where variables of the package and its functions get values.
    private(set) lazy var definitions = Definition.all(in: files)

    /// Variables that are known to get fixed values only.
    var fixedVariables: Set<ObjectID> = []

    /// Variables whose address is taken: others may write to them.
    private(set) lazy var addressed = addressedVariables()

    /// Where functions store what others can see.
    private(set) lazy var stores = StoreIndex(self)
    private(set) lazy var called = Set(calls.map(\.callee.object))
    private(set) lazy var calledThroughInterfaces = Set(
        calls.compactMap { call -> String? in
            guard case .interfaceMethod(let object) = call.callee else { return nil }
            return program.name(of: object)
        })
    private var standardPackages: [Int: Bool] = [:]

    /// Whether a package is one of the standard library.
    func isStandard(_ package: GoPackage) -> Bool {
        if let known = standardPackages[package.index] { return known }
        let isStandard = StandardLibrary.contains(package.path)
        standardPackages[package.index] = isStandard
        return isStandard
    }

    /// The node that each node of a file stands in, by index.
    func parents(in file: FileInfo) -> [UInt32] {
        if let known = parentTables[file.index] { return known }
        let parents = file.tree.parents()
        parentTables[file.index] = parents
        return parents
    }

    /// The functions and literals of a file by their nodes, as indexes in `PackageInfo.functions`.
    func functions(in file: FileInfo) -> [UInt32: Int] {
        if let known = functionsByNode[file.index] { return known }
        var table: [UInt32: Int] = [:]
        for function in info.functions where function.file == file.index { table[function.node.index] = function.index }
        functionsByNode[file.index] = table
        return table
    }
}
