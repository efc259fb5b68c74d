/// A variable, constant, type or label of a function, or an import: what `ObjectID.isLocal` numbers.
public struct LocalObject: Sendable {
    public var kind: ObjectKind
    public var role: LocalRole
    public var name: Symbol
    public var type: GoType
    /// Index in `PackageInfo.files`.
    public var file: Int
    /// The identifier that declares it; the import specification of an import.
    public var declaration: Node
    /// Index in `PackageInfo.functions`; negative for imports.
    public var function: Int
    /// A function literal inside of its function uses it.
    public internal(set) var isCaptured = false
    /// Import: index of the package. Constant: index of the value.
    var extra = 0
}

/// How a local variable comes about.
public enum LocalRole: UInt8, Sendable {
    case variable, parameter, result, receiver, typeSwitch, other
}

/// A function, method or function literal with a body.
public struct FunctionInfo: Sendable {
    /// Index in `PackageInfo.functions`.
    public var index: Int
    /// Index in `PackageInfo.files`.
    public var file: Int
    /// A `function` or `functionLiteral`.
    public var node: Node
    public var body: Node
    /// None for literals.
    public var object: ObjectID
    public var signature: GoType
    /// For literals the function they stand in; literals of package-level variables have none.
    public var parent: Int?
    /// The literals in it, outermost first.
    public internal(set) var literals: [Int] = []
    /// The receiver's variable; none where it has no name.
    public internal(set) var receiver = ObjectID.none
    /// One for each parameter; none for those without a name.
    public internal(set) var parameters: [ObjectID] = []
    public internal(set) var results: [ObjectID] = []
    /// Everything declared in it, its parameters included, without what its literals declare.
    public internal(set) var locals: [ObjectID] = []
}

/// What a call calls.
public enum Callee: Sendable, Hashable {
    /// A function of a package, also one whose source is not there.
    case function(ObjectID)
    /// A method of a known receiver.
    case method(ObjectID)
    /// A method that an interface asks for: which one runs depends on the value.
    case interfaceMethod(ObjectID)
    case builtin(Builtin)
    case conversion(GoType)
    /// A function literal that is called where it stands.
    case literal(Node)
    /// What a variable, parameter or field holds.
    case value(ObjectID)
    case unknown

    /// The function or method, where the call has a name.
    public var object: ObjectID {
        switch self {
        case .function(let object), .method(let object), .interfaceMethod(let object), .value(let object): object
        default: .none
        }
    }
}

/// One file of a package with the types and objects of its nodes.
public final class FileInfo: Sendable {
    public let tree: GoFile
    /// Its index in `PackageInfo.files`.
    public let index: Int
    /// Symbols of the file's names, by `NameID`.
    let symbols: [UInt32]
    private let types: [UInt32]
    private let objects: [UInt32]

    init(tree: GoFile, index: Int, symbols: [UInt32], types: [UInt32], objects: [UInt32]) {
        self.tree = tree
        self.index = index
        self.symbols = symbols
        self.types = types
        self.objects = objects
    }

    /// The type of an expression or type expression; of constants without a type the untyped one. `.invalid` where it is
    /// not known, a tuple for calls with more than one result.
    @inline(__always)
    public func type(of node: Node) -> GoType { GoType(id: types[Int(node.index)]) }

    /// What an identifier declares or stands for. Selectors and parentheses are looked through: `pkg.Name` and
    /// `x.field` stand for what the name after the point does.
    @inline(__always)
    public func object(of node: Node) -> ObjectID {
        let direct = objects[Int(node.index)]
        if direct != 0 { return ObjectID(id: direct) }
        switch tree.kind(node) {
        case .selector: return ObjectID(id: objects[Int(tree.record(node).b)])
        case .paren: return object(of: tree.unparen(node))
        default: return .none
        }
    }

    /// The name of an identifier as a symbol of the program.
    public func symbol(of identifier: Node) -> Symbol {
        guard tree.kind(identifier) == .identifier else { return .empty }
        return Symbol(id: symbols[Int(tree.record(identifier).a)])
    }
}

/// One package with everything that is known of its files: types, objects, functions. Made by `GoProgram.check`, and
/// dropped once its package has been looked at.
public final class PackageInfo: Sendable {
    public let program: GoProgram
    public let package: GoPackage
    public let files: [FileInfo]
    public let locals: [LocalObject]
    /// All functions and literals with bodies, in source order; a literal comes after the function that it is in.
    public let functions: [FunctionInfo]
    let constants: [ConstantValue]

    init(
        program: GoProgram, package: GoPackage, files: [FileInfo], locals: [LocalObject], functions: [FunctionInfo],
        constants: [ConstantValue]
    ) {
        self.program = program
        self.package = package
        self.files = files
        self.locals = locals
        self.functions = functions
        self.constants = constants
    }

    public var types: TypeTable { program.types }

    // MARK: Objects

    public func local(_ object: ObjectID) -> LocalObject? { object.isLocal ? locals[object.localIndex] : nil }

    public func kind(of object: ObjectID) -> ObjectKind {
        object.isLocal ? locals[object.localIndex].kind : program.kind(of: object)
    }

    public func type(of object: ObjectID) -> GoType {
        object.isLocal ? locals[object.localIndex].type : program.type(of: object)
    }

    public func name(of object: ObjectID) -> String {
        object.isLocal ? program.text(locals[object.localIndex].name) : program.name(of: object)
    }

    /// `net/http.Get`, `net/http.Request.FormValue`; the bare name for locals, the path for imports.
    public func qualifiedName(of object: ObjectID) -> String {
        guard object.isLocal else { return program.qualifiedName(of: object) }
        let local = locals[object.localIndex]
        return local.kind == .packageName ? program.allPackages[local.extra].path : program.text(local.name)
    }

    /// The package that an import's name stands for.
    public func importedPackage(_ object: ObjectID) -> GoPackage? {
        guard let local = local(object), local.kind == .packageName else { return nil }
        return program.allPackages[local.extra]
    }

    // MARK: Calls

    /// What a `call` node calls.
    public func callee(of call: Node, in file: FileInfo) -> Callee {
        guard case .call(let function, _, _) = file.tree.syntax(call) else { return .unknown }
        var node = file.tree.unparen(function)
        // Instances of generic functions: F[int](x).
        while case .index(let operand, _) = file.tree.syntax(node),
            types.kind(types.underlying(file.type(of: operand))) == .signature || isFunction(operand, file)
        {
            node = file.tree.unparen(operand)
        }
        if file.tree.kind(node) == .functionLiteral { return .literal(node) }
        let object = file.object(of: node)
        switch kind(of: object) {
        case .function: return .function(object)
        case .method: return .method(object)
        case .interfaceMethod: return .interfaceMethod(object)
        case .builtin: return program.builtin(object).map { .builtin($0) } ?? .unknown
        case .variable, .field: return .value(object)
        case .unknown: return program.owner(of: object) == .invalid ? .function(object) : .method(object)
        case .typeName: return .conversion(file.type(of: function))
        case .none:
            switch file.tree.kind(node) {
            case .arrayType, .structType, .functionType, .interfaceType, .mapType, .channelType:
                return .conversion(file.type(of: node))
            case .star where types.kind(file.type(of: node)) == .pointer && isType(node, file):
                return .conversion(file.type(of: node))
            case .index where isType(node, file): return .conversion(file.type(of: node))
            default: return .unknown
            }
        default: return .unknown
        }
    }

    private func isFunction(_ node: Node, _ file: FileInfo) -> Bool {
        let kind = kind(of: file.object(of: node))
        return kind == .function || kind == .unknown
    }

    /// Whether an expression is a type.
    public func isType(_ node: Node, _ file: FileInfo) -> Bool {
        let node = file.tree.unparen(node)
        switch file.tree.syntax(node) {
        case .star(let inner): return isType(inner, file)
        case .index(let operand, _): return isType(operand, file)
        case .identifier, .selector: return kind(of: file.object(of: node)) == .typeName
        case .arrayType, .structType, .functionType, .interfaceType, .mapType, .channelType: return true
        default: return false
        }
    }

    // MARK: Constants

    /// The value of a constant expression; `.unknown` for anything else.
    public func constant(of node: Node, in file: FileInfo) -> ConstantValue {
        ConstantFolder(file: file, info: self).value(node)
    }

    /// The value of a named constant.
    public func constant(of object: ObjectID) -> ConstantValue {
        guard object.isLocal else { return program.constant(of: object) }
        let local = locals[object.localIndex]
        return local.kind == .constant && local.extra > 0 ? constants[local.extra - 1] : .unknown
    }
}
