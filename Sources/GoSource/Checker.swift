/// Finds out what the names and expressions of one package are. Used twice: on files without bodies it gives the
/// package's declarations their types, for everyone to see; later, on the whole files, it tells what every node is.
///
/// Nothing fails here: what cannot be known is `.invalid`, and whatever follows from it.
struct Checker {
    /// A file with what is known of its nodes so far.
    struct FileState {
        let tree: GoFile
        /// By `NameID`.
        let symbols: [UInt32]
        /// By node: type, and object of an identifier.
        var types: [UInt32]
        var objects: [UInt32]
        /// By `NameID`: the innermost object; 0 where nobody asked yet, `unbound` where there is none.
        var bindings: [UInt32]
        /// Packages imported with a point.
        var dotImports: [GoPackage] = []
    }

    /// What is still to be found out of a package-level object.
    struct Pending {
        enum State: UInt8 { case open, running, done }
        var state = State.open
        var file: Int
        /// typeSpec, function, or the valueSpec of a constant or variable.
        var spec: Node
        /// Which of the names of a valueSpec.
        var position = 0
        /// Constants: type and values may come from an earlier specification.
        var type = Node.none
        var values = NodeList.empty
        var iota = 0
    }

    static let unbound = UInt32.max

    let program: GoProgram
    let types: TypeTable
    let objects: ObjectTable
    let package: GoPackage
    /// Bodies are read, and nothing is declared anew.
    var readsBodies = false

    // The file at hand; the others wait in `files`.
    var files: [FileState]
    var fileIndex = 0
    var tree: GoFile
    var nodeTypes: [UInt32] = []
    var nodeObjects: [UInt32] = []
    var bindings: [UInt32] = []

    /// What inner scopes hide: name and object, innermost last.
    var hidden: [(name: UInt32, object: UInt32)] = []
    var pending: [Pending] = []
    var locals: [LocalObject] = []
    var constants: [ConstantValue] = []
    var functions: [FunctionInfo] = []
    /// Index in `functions`; negative at package level.
    var function = -1
    /// Inside of a constant's specification.
    var iota: Int?
    /// Scopes are numbered as they open; a local's number stands beside it.
    var currentScope: UInt32 = 0
    var lastScope: UInt32 = 0
    var localScopes: [UInt32] = []
    /// Package-level objects by file and byte of their names.
    var definitions = WordMap()
    var memberCache = WordMap()
    var members: [Member] = []

    init(program: GoProgram, package: GoPackage, files: [GoFile]) {
        self.program = program
        self.package = package
        types = program.types
        objects = program.objects
        self.files = files.map { file in
            FileState(
                tree: file, symbols: program.symbols.symbols(of: file),
                types: [UInt32](repeating: 0, count: file.nodeCount),
                objects: [UInt32](repeating: 0, count: file.nodeCount),
                bindings: [UInt32](repeating: 0, count: file.nameCount))
        }
        tree = files.first ?? GoFile(path: "", text: "package p\n")
        if !self.files.isEmpty { loadFile(0) }
    }

    // MARK: Files

    private mutating func loadFile(_ index: Int) {
        fileIndex = index
        tree = files[index].tree
        swap(&nodeTypes, &files[index].types)
        swap(&nodeObjects, &files[index].objects)
        swap(&bindings, &files[index].bindings)
    }

    mutating func enterFile(_ index: Int) {
        guard index != fileIndex else { return }
        storeFile()
        loadFile(index)
    }

    mutating func storeFile() {
        guard !files.isEmpty else { return }
        swap(&nodeTypes, &files[fileIndex].types)
        swap(&nodeObjects, &files[fileIndex].objects)
        swap(&bindings, &files[fileIndex].bindings)
    }

    // MARK: Nodes

    @inline(__always)
    mutating func set(_ node: Node, _ type: GoType) { nodeTypes[Int(node.index)] = type.id }

    @inline(__always)
    mutating func set(_ node: Node, _ object: ObjectID) { nodeObjects[Int(node.index)] = object.id }

    @inline(__always)
    func nameID(_ identifier: Node) -> Int { Int(tree.record(identifier).a) }

    @inline(__always)
    func symbol(_ identifier: Node) -> Symbol {
        let record = tree.record(identifier)
        return record.kind == .identifier ? Symbol(id: files[fileIndex].symbols[Int(record.a)]) : .empty
    }

    // MARK: Scopes

    @inline(__always)
    var scopeMark: Int { hidden.count }

    mutating func bind(_ name: Int, _ object: ObjectID) {
        hidden.append((UInt32(name), bindings[name]))
        bindings[name] = object.id
    }

    /// Ends the scopes that began after `mark`.
    mutating func closeScope(_ mark: Int) {
        while hidden.count > mark {
            let (name, object) = hidden.removeLast()
            bindings[Int(name)] = object
        }
    }

    /// Runs `body` as if no scope inside the package's were open.
    mutating func atPackageLevel(_ body: (inout Checker) -> Void) {
        guard !hidden.isEmpty else { return body(&self) }
        let saved = hidden
        // Bindings that the inner scopes made, innermost first, with what they hide.
        var inner: [UInt32] = []
        for (name, object) in saved.reversed() {
            inner.append(bindings[Int(name)])
            bindings[Int(name)] = object
        }
        hidden = []
        let file = fileIndex
        body(&self)
        enterFile(file)
        hidden = saved
        for ((name, _), object) in zip(saved, inner.reversed()) { bindings[Int(name)] = object }
    }

    /// The object that a name stands for here.
    @inline(__always)
    mutating func lookUp(_ name: Int) -> ObjectID {
        let bound = bindings[name]
        if bound != 0 { return bound == Self.unbound ? .none : ObjectID(id: bound) }
        return lookUpOutside(name)
    }

    private mutating func lookUpOutside(_ name: Int) -> ObjectID {
        let symbol = Symbol(id: files[fileIndex].symbols[name])
        let found = packageObject(symbol)
        bindings[name] = found.isNone ? Self.unbound : found.id
        return found
    }

    private func packageObject(_ symbol: Symbol) -> ObjectID {
        if symbol == .blank { return .none }
        if let object = package.object(symbol) { return object }
        for imported in files[fileIndex].dotImports {
            if let object = imported.object(symbol), program.isExported(symbol) { return object }
        }
        if let object = program.universe.scope[UInt64(symbol.id)] { return ObjectID(id: object) }
        return .none
    }

    // MARK: Objects

    func kind(of object: ObjectID) -> ObjectKind {
        object.isLocal ? locals[object.localIndex].kind : objects[object].kind
    }

    /// The type of an object; those of this package are resolved first.
    mutating func type(of object: ObjectID) -> GoType {
        if object.isLocal { return locals[object.localIndex].type }
        resolve(object)
        return objects[object].type
    }

    /// Finds out what a package-level object of this package is, if that has not been done.
    @inline(__always)
    mutating func resolve(_ object: ObjectID) {
        guard !readsBodies, object.id >= package.firstObject, object.id < package.firstObject + package.objectCount
        else {
            return
        }
        let index = Int(object.id - package.firstObject)
        if pending[index].state == .open { resolvePending(index, object) }
    }

    /// A local object bound to its identifier.
    @discardableResult
    mutating func declare(
        _ identifier: Node, _ kind: ObjectKind, _ role: LocalRole, _ type: GoType, binds: Bool = true
    ) -> ObjectID {
        guard tree.kind(identifier) == .identifier else { return .none }
        let object = ObjectID.local(locals.count)
        locals.append(
            LocalObject(
                kind: kind, role: role, name: symbol(identifier), type: type, file: fileIndex,
                declaration: identifier, function: function))
        if function >= 0 { functions[function].locals.append(object) }
        if role != .typeSwitch {
            set(identifier, object)
            set(identifier, type)
        }
        if binds, locals[object.localIndex].name != .blank { bind(nameID(identifier), object) }
        return object
    }

    // MARK: Types with what they are made of

    mutating func underlying(_ type: GoType) -> GoType {
        let record = types.record(type)
        if record.kind == .named, !readsBodies, types.details[record.detail].underlying == 0 {
            resolve(types.details[record.detail].object)
        } else if record.kind == .typeParameter, !readsBodies {
            return underlying(GoType(id: record.detail))
        }
        return types.underlying(type)
    }

    mutating func core(_ type: GoType) -> GoType {
        _ = underlying(type)
        return types.core(type)
    }
}
