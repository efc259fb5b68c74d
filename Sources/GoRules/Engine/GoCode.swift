import Findings
import GoSource

/// A call with what it calls.
public struct GoCall {
    public var file: FileInfo
    public var node: Node
    public var function: Node
    public var arguments: NodeList
    public var isSpread: Bool
    public var callee: Callee
    /// `net/http.Get`, `net/http.Request.FormValue`; empty for values and literals.
    public var name: String
    /// For a variable that holds a function: where that function is named (`f := os.Open; f(x)`).
    var target = Node.none

    public func argument(_ index: Int) -> Node { file.tree.element(index, of: arguments) }
    public var argumentCount: Int { file.tree.count(arguments) }

    /// The operand of a method call or qualified name: `x` of `x.f()`.
    public var operand: Node {
        let named = target.isNone ? function : target
        guard case .selector(let operand, _) = file.tree.syntax(file.tree.unparen(named)) else { return .none }
        return operand
    }
}

/// A composite literal with the name of its type.
public struct GoComposite {
    public var file: FileInfo
    public var node: Node
    public var elements: NodeList
    public var typeName: String

    /// The value of a field that is written with its name.
    public func field(_ name: String) -> Node {
        for element in file.tree.nodes(elements) {
            guard case .keyValue(let key, let value) = file.tree.syntax(element) else { continue }
            if file.tree.name(of: key) == name { return value }
        }
        return .none
    }

    public var isKeyed: Bool {
        file.tree.count(elements) == 0 || file.tree.kind(file.tree.first(elements)) == .keyValue
    }
}

/// Where a variable gets a value.
struct Definition {
    var file: FileInfo
    /// The value; none where it comes from a range, a parameter or is zero.
    var value: Node
    /// Which result of a call with several it is; -1 for a value of its own.
    var result: Int
    /// The statement or specification.
    var statement: Node
    /// `.assign`, `.define`, `.addAssign`, …; `.range` for range clauses; `.var` for declarations.
    var op: Token
}

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
            case .call(let function, let arguments, let isSpread):
                let callee = info.callee(of: node, in: file)
                var name = ""
                switch callee {
                case .function(let object), .method(let object), .interfaceMethod(let object):
                    name = qualifiedName(object)
                default: break
                }
                if !name.isEmpty { callsByName[name, default: []].append(calls.count) }
                calls.append(
                    GoCall(
                        file: file, node: node, function: function, arguments: arguments, isSpread: isSpread,
                        callee: callee, name: name))
            case .compositeLiteral(_, let elements):
                let type = file.type(of: node)
                let typeName = qualifiedName(ofType: type)
                compositesByType[typeName, default: []].append(composites.count)
                composites.append(GoComposite(file: file, node: node, elements: elements, typeName: typeName))
            default: break
            }
        }
    }

    /// A call of a variable that only ever holds one function is a call of that function.
    private func followed(_ call: GoCall) -> GoCall {
        guard case .value(let object) = call.callee, object.isLocal else { return call }
        let (node, file) = resolved(call.function, in: call.file)
        guard file === call.file, node != call.file.tree.unparen(call.function) else { return call }
        let named = file.object(of: node)
        var call = call
        switch info.kind(of: named) {
        case .function: call.callee = .function(named)
        case .method: call.callee = .method(named)
        case .interfaceMethod: call.callee = .interfaceMethod(named)
        default: return call
        }
        call.target = node
        call.name = qualifiedName(named)
        return call
    }

    private var standardPackages: [Int: Bool] = [:]

    /// Whether a package is one of the standard library.
    func isStandard(_ package: GoPackage) -> Bool {
        if let known = standardPackages[package.index] { return known }
        let isStandard = StandardLibrary.contains(package.path)
        standardPackages[package.index] = isStandard
        return isStandard
    }

    /// Where functions store what others can see.
    private(set) lazy var stores = StoreIndex(self)
    private lazy var called = Set(calls.map(\.callee.object))
    private lazy var calledThroughInterfaces = Set(
        calls.compactMap { call -> String? in
            guard case .interfaceMethod(let object) = call.callee else { return nil }
            return program.name(of: object)
        })

    /// Whether code of this package calls a function, methods by their names where an interface is between.
    func isCalled(_ object: ObjectID) -> Bool {
        called.contains(object)
            || info.kind(of: object) == .method && calledThroughInterfaces.contains(program.name(of: object))
    }

    /// Whether other functions may have stored something in a package-level variable.
    func isShared(variable object: ObjectID) -> Bool {
        guard !object.isLocal, let package = program.package(of: object), package.origin == .target,
            isStorable(program.type(of: object))
        else { return false }
        if package === info.package { return stores.variables.contains(object) }
        switch types.kind(types.underlying(program.type(of: object))) {
        case .basic, .slice, .map: return true
        default: return false
        }
    }

    /// Whether methods store what they read themselves in a field.
    func isShared(field object: ObjectID) -> Bool {
        stores.fields.contains(object) && isStorable(program.type(of: object))
            && TaintSpecs.sourceTypes[qualifiedName(ofType: program.owner(of: object))] == nil
    }

    private func isStorable(_ type: GoType) -> Bool {
        switch types.kind(types.underlying(type)) {
        case .interface, .signature, .channel: false
        default: true
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

    /// The call at a node.
    public func call(at node: Node, in file: FileInfo) -> GoCall? {
        let node = file.tree.unparen(node)
        guard case .call(let function, let arguments, let isSpread) = file.tree.syntax(node) else { return nil }
        let callee = info.callee(of: node, in: file)
        var name = ""
        switch callee {
        case .function(let object), .method(let object), .interfaceMethod(let object): name = qualifiedName(object)
        default: break
        }
        return followed(
            GoCall(
                file: file, node: node, function: function, arguments: arguments, isSpread: isSpread, callee: callee,
                name: name))
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

    // MARK: Places

    func parent(of node: Node, in file: FileInfo) -> Node {
        if parentTables[file.index] == nil { parentTables[file.index] = file.tree.parents() }
        guard let table = parentTables[file.index], Int(node.index) < table.count else { return .none }
        return Node(index: table[Int(node.index)])
    }

    /// The nearest function or literal that a node stands in.
    func function(around node: Node, in file: FileInfo) -> FunctionInfo? {
        if functionsByNode[file.index] == nil {
            var table: [UInt32: Int] = [:]
            for function in info.functions where function.file == file.index {
                table[function.node.index] = function.index
            }
            functionsByNode[file.index] = table
        }
        guard let table = functionsByNode[file.index] else { return nil }
        var node = node
        while !node.isNone {
            if let found = table[node.index] { return info.functions[found] }
            node = parent(of: node, in: file)
        }
        return nil
    }

    func functionInfo(at node: Node, in file: FileInfo) -> FunctionInfo? {
        guard let function = function(around: node, in: file), function.node == node else { return nil }
        return function
    }

    /// The declared function that a node stands in: the outermost.
    func declaredFunction(around node: Node, in file: FileInfo) -> FunctionInfo? {
        guard var function = function(around: node, in: file) else { return nil }
        while let parent = function.parent { function = info.functions[parent] }
        return function
    }

    func functionName(around node: Node, in file: FileInfo) -> String {
        guard let function = declaredFunction(around: node, in: file), !function.object.isNone else { return "" }
        return info.qualifiedName(of: function.object)
    }

    /// The body of a function of this package.
    private(set) lazy var functionsByObject: [ObjectID: FunctionInfo] = {
        var table: [ObjectID: FunctionInfo] = [:]
        for function in info.functions where !function.object.isNone { table[function.object] = function }
        return table
    }()

    // MARK: Values

    /// A constant string.
    public func string(_ node: Node, in file: FileInfo) -> String? {
        guard !node.isNone else { return nil }
        return info.constant(of: node, in: file).string
    }

    public func integer(_ node: Node, in file: FileInfo) -> Int? {
        guard !node.isNone else { return nil }
        return info.constant(of: node, in: file).int
    }

    public func boolean(_ node: Node, in file: FileInfo) -> Bool? {
        guard !node.isNone else { return nil }
        return info.constant(of: node, in: file).bool
    }

    /// All places where variables of the package and its functions get values.
    private(set) lazy var definitions: [ObjectID: [Definition]] = {
        var found: [ObjectID: [Definition]] = [:]
        func add(_ target: Node, _ definition: Definition) {
            let object = definition.file.object(of: definition.file.tree.unparen(target))
            guard !object.isNone else { return }
            found[object, default: []].append(definition)
        }
        for file in files {
            let tree = file.tree
            for index in 1..<max(1, UInt32(tree.nodeCount)) {
                let node = Node(index: index)
                switch tree.syntax(node) {
                case .assign(let op, let left, let right):
                    let isTuple = tree.count(right) == 1 && tree.count(left) > 1
                    for (place, target) in tree.nodes(left).enumerated() {
                        let kind = tree.kind(tree.unparen(target))
                        guard kind == .identifier || kind == .selector else { continue }
                        let value = isTuple ? tree.first(right) : tree.element(place, of: right)
                        add(
                            target,
                            Definition(
                                file: file, value: value, result: isTuple ? place : -1, statement: node, op: op))
                    }
                case .valueSpec(let names, _, let values):
                    let isTuple = tree.count(values) == 1 && tree.count(names) > 1
                    for (place, target) in tree.nodes(names).enumerated() {
                        let value = isTuple ? tree.first(values) : tree.element(place, of: values)
                        add(
                            target,
                            Definition(
                                file: file, value: value, result: isTuple ? place : -1, statement: node, op: .var))
                    }
                case .range(let key, let value, _, _, _):
                    for target in [key, value] where !target.isNone {
                        add(
                            target,
                            Definition(file: file, value: .none, result: -1, statement: node, op: .range))
                    }
                default: break
                }
            }
        }
        return found
    }()

    /// Variables whose address is taken: others may write to them.
    private(set) lazy var addressed: Set<ObjectID> = {
        var found: Set<ObjectID> = []
        for file in files {
            for node in file.tree.nodes(of: .unary) {
                guard case .unary(.and, let operand) = file.tree.syntax(node), let object = variable(operand, in: file)
                else {
                    continue
                }
                found.insert(object)
            }
        }
        return found
    }()

    /// The variable that an expression names, if it is one.
    func variable(_ node: Node, in file: FileInfo) -> ObjectID? {
        let node = file.tree.unparen(node)
        guard file.tree.kind(node) == .identifier else { return nil }
        let object = file.object(of: node)
        return info.kind(of: object) == .variable ? object : nil
    }

    func isParameter(_ object: ObjectID) -> Bool {
        guard let local = info.local(object) else { return false }
        return local.role == .parameter || local.role == .receiver || local.role == .result
    }

    /// Whether a value is fixed in the source: a constant, or built of such, through variables that only get such.
    func isFixed(_ node: Node, in file: FileInfo, depth: Int = 0) -> Bool {
        guard depth < 12, !node.isNone else { return false }
        if info.constant(of: node, in: file).isKnown { return true }
        let tree = file.tree
        switch tree.syntax(node) {
        case .literal: return true
        case .paren(let inner): return isFixed(inner, in: file, depth: depth + 1)
        case .binary(_, let left, let right):
            return isFixed(left, in: file, depth: depth + 1) && isFixed(right, in: file, depth: depth + 1)
        case .unary(let op, let operand): return op != .arrow && isFixed(operand, in: file, depth: depth + 1)
        case .compositeLiteral(_, let elements):
            return tree.nodes(elements).allSatisfy { element in
                if case .keyValue(_, let value) = tree.syntax(element) {
                    return isFixed(value, in: file, depth: depth + 1)
                }
                return isFixed(element, in: file, depth: depth + 1)
            }
        case .index(let operand, _): return isFixed(operand, in: file, depth: depth + 1)
        case .slice(let operand, _, _, _): return isFixed(operand, in: file, depth: depth + 1)
        case .call(let function, let arguments, _):
            if case .conversion = info.callee(of: node, in: file) {
                return isFixed(tree.first(arguments), in: file, depth: depth + 1)
            }
            _ = function
            return false
        case .identifier:
            let object = file.object(of: node)
            if info.kind(of: object) == .nil || info.kind(of: object) == .constant { return true }
            guard info.kind(of: object) == .variable, !isParameter(object) else { return false }
            guard let list = definitions[object], !list.isEmpty, !addressed.contains(object) else { return false }
            return list.allSatisfy { definition in
                if definition.value.isNone { return definition.op == .var }
                return definition.result < 0 && isFixed(definition.value, in: definition.file, depth: depth + 1)
            }
        default: return false
        }
    }

    /// The only value that a variable ever gets.
    func onlyDefinition(of object: ObjectID) -> Definition? {
        guard !isParameter(object), let list = definitions[object], list.count == 1 else { return nil }
        return list[0]
    }

    /// Follows variables that get one value only.
    func resolved(_ node: Node, in file: FileInfo) -> (node: Node, file: FileInfo) {
        var node = file.tree.unparen(node)
        var file = file
        for _ in 0..<8 {
            guard let object = variable(node, in: file), let definition = onlyDefinition(of: object),
                definition.result < 0, !definition.value.isNone,
                definition.op == .define || definition.op == .var
                    || definition.op == .assign
            else { break }
            node = definition.file.tree.unparen(definition.value)
            file = definition.file
        }
        return (node, file)
    }

    /// The constant string of an expression or of the variable it names.
    func resolvedString(_ node: Node, in file: FileInfo, depth: Int = 0) -> String? {
        if let text = string(node, in: file) { return text }
        let (inner, innerFile) = resolved(node, in: file)
        if let text = string(inner, in: innerFile) { return text }
        // Parts that are put together, as long as each is fixed.
        guard depth < 8, case .binary(.add, let left, let right) = innerFile.tree.syntax(inner),
            let first = resolvedString(left, in: innerFile, depth: depth + 1),
            let second = resolvedString(right, in: innerFile, depth: depth + 1)
        else { return nil }
        return first + second
    }

    /// Whether an expression is a call that ends the function or the program.
    func neverReturns(_ node: Node, in file: FileInfo) -> Bool {
        guard case .call(let function, _, _) = file.tree.syntax(file.tree.unparen(node)) else { return false }
        if file.tree.isName(function, "panic") { return true }
        let name = name(of: function, in: file)
        return name == "os.Exit" || name.hasPrefix("log.Fatal") || name.hasPrefix("log.Panic")
    }

    /// Strips `&` and parentheses.
    func target(_ node: Node, in file: FileInfo) -> Node {
        var node = file.tree.unparen(node)
        while case .unary(.and, let operand) = file.tree.syntax(node) { node = file.tree.unparen(operand) }
        return node
    }

    /// Stores to a field: `x.Field = value`, by the field's qualified name.
    func stores(toField name: String) -> [Definition] {
        guard let object = program.object(named: name) else { return [] }
        return definitions[object] ?? []
    }

    /// Whether any node below `root` satisfies a condition.
    func contains(_ root: Node, in file: FileInfo, _ isWanted: (Node, NodeKind) -> Bool) -> Bool {
        var found = false
        file.tree.visit(root) { node, kind in
            if found { return false }
            if isWanted(node, kind) { found = true }
            return !found
        }
        return found
    }

    func mentions(_ object: ObjectID, below root: Node, in file: FileInfo) -> Bool {
        contains(root, in: file) { node, kind in kind == .identifier && file.object(of: node) == object }
    }
}
