/// Sees every function of one package and notes what it calls, mentions and makes.
struct CallCollector {
    private let info: PackageInfo
    private let program: GoProgram
    private(set) var result: CallGraphBuilder.PackageCalls
    /// The function of the node of each literal of the file at hand.
    private var literals: [UInt32: Int] = [:]
    private let initializer: Int

    init(_ info: PackageInfo) {
        self.info = info
        program = info.program
        result = CallGraphBuilder.PackageCalls(package: info.package.index)
        initializer = info.functions.count
    }

    mutating func collect() {
        for function in info.functions { addFunction(function) }
        result.functions.append(
            CallGraph.Function(
                kind: .initializer, object: .none, package: info.package.index, info: nil,
                name: info.package.path + ".init", path: info.files.first?.tree.path ?? "",
                position: SourcePosition(line: 1, column: 1)))
        result.entries.append((initializer, .initialization))
        for file in info.files {
            literals = [:]
            for function in info.functions where function.file == file.index && function.object.isNone {
                literals[function.node.index] = function.index
            }
            for declaration in file.tree.nodes(file.tree.declarations) {
                if case .general(.var, _, _) = file.tree.syntax(declaration) {
                    look(at: declaration, initializer, file)
                }
            }
            for function in info.functions where function.file == file.index {
                look(at: function.body, function.index, file)
            }
        }
    }

    // MARK: Functions

    private mutating func addFunction(_ function: FunctionInfo) {
        let file = info.files[function.file]
        var name = ""
        var position = file.tree.position(of: function.node)
        if function.object.isNone, function.parent == nil,
            case .function(_, let node, _, _) = file.tree.syntax(function.node)
        {
            name = info.package.path + "." + file.tree.name(of: node)
        } else if function.object.isNone {
            let outer = function.parent.map { result.functions[$0].name } ?? info.package.path + ".init"
            let number = function.parent.flatMap { info.functions[$0].literals.firstIndex(of: function.index) } ?? 0
            name = "\(outer).func\(number + 1)"
        } else {
            name = program.qualifiedName(of: function.object)
            if case .function(_, let node, _, _) = file.tree.syntax(function.node) {
                position = file.tree.position(of: node)
            }
        }
        let isMethod = program.kind(of: function.object) == .method
        result.functions.append(
            CallGraph.Function(
                kind: function.object.isNone && file.tree.kind(function.node) == .functionLiteral
                    ? .literal : isMethod ? .method : .function,
                object: function.object, package: info.package.index, info: function.index, name: name,
                path: file.tree.path, position: position))
        addEntries(function, file)
    }

    private mutating func addEntries(_ function: FunctionInfo, _ file: FileInfo) {
        let index = function.index
        if isHandler(function.signature) { result.entries.append((index, .handler)) }
        guard !function.object.isNone else { return }
        let name = program.name(of: function.object)
        let kind = program.kind(of: function.object)
        if file.tree.path.hasSuffix("_test.go"), kind == .function {
            let isTest = ["Test", "Benchmark", "Fuzz", "Example"].contains { name.hasPrefix($0) }
            if isTest { result.entries.append((index, .test)) }
        }
        if kind == .function, name == "init" { result.entries.append((index, .initialization)) }
        if info.package.name == "main" {
            if kind == .function, name == "main" { result.entries.append((index, .main)) }
            return
        }
        guard !info.package.path.split(separator: "/").contains("internal"), info.package.role == .ordinary else {
            return
        }
        guard program.isExported(program.objects[function.object].name) else { return }
        if kind == .method, let type = program.types.object(of: program.owner(of: function.object)) {
            guard program.isExported(program.objects[type].name) else { return }
        }
        result.entries.append((index, .exported))
    }

    /// `func(http.ResponseWriter, *http.Request)`, or one parameter that frameworks hand to their handlers.
    private func isHandler(_ signature: GoType) -> Bool {
        let parameters = program.types.parameters(signature)
        switch parameters.count {
        case 1:
            return ["gin.Context", "echo.Context", "fiber.Ctx", "iris.Context"].contains { suffix in
                let name = program.qualifiedName(of: parameters[0])
                return name.hasSuffix("/" + suffix)
                    || name.hasSuffix("." + suffix.split(separator: ".")[1])
                        && name.contains("/" + suffix.split(separator: ".")[0])
            }
        case 2:
            return program.qualifiedName(of: parameters[0]) == "net/http.ResponseWriter"
                && program.qualifiedName(of: parameters[1]) == "net/http.Request"
        default: return false
        }
    }

    // MARK: Bodies

    /// Notes what is below `root`, without what literals in it do.
    private mutating func look(at root: Node, _ function: Int, _ file: FileInfo) {
        let tree = file.tree
        var called: Set<UInt32> = []
        var kinds: [UInt32: CallGraph.CallKind] = [:]
        // Taken out for the time, lest the lists be copied.
        var found = CallGraphBuilder.PackageCalls(package: info.package.index)
        swap(&found, &result)
        let literals = self.literals
        func note(_ object: ObjectID, _ literal: Int, _ kind: CallGraph.CallKind, _ node: Node) {
            let offset = tree.range(of: node).lowerBound
            found.calls.append(
                (function, object, literal, kind, offset, tree.position(ofOffset: UInt32(offset))))
        }
        tree.visit(root) { node, kind in
            switch kind {
            case .functionLiteral:
                if !called.contains(node.index), let literal = literals[node.index] {
                    note(.none, literal, .reference, node)
                }
                return false
            case .go: if case .go(let call) = tree.syntax(node) { kinds[call.index] = .go }
            case .defer: if case .defer(let call) = tree.syntax(node) { kinds[call.index] = .defer }
            case .call:
                guard case .call(let callee, let arguments, _) = tree.syntax(node) else { break }
                switch info.callee(of: node, in: file) {
                case .function(let object), .method(let object), .interfaceMethod(let object):
                    note(object, -1, kinds[node.index] ?? .call, node)
                    called.insert(nameNode(callee, tree).index)
                case .literal(let literal):
                    called.insert(literal.index)
                    if let index = literals[literal.index] { note(.none, index, kinds[node.index] ?? .call, node) }
                case .conversion(let type): made(type, function, &found)
                case .builtin(.new), .builtin(.make): made(file.type(of: tree.first(arguments)), function, &found)
                default: break
                }
            case .compositeLiteral: made(file.type(of: node), function, &found)
            case .identifier where !called.contains(node.index):
                let object = file.object(of: node)
                guard !object.isNone else { break }
                if object.isLocal {
                    let local = info.locals[object.localIndex]
                    if local.kind == .variable, local.declaration == node { made(local.type, function, &found) }
                    break
                }
                switch program.kind(of: object) {
                case .function, .method: note(object, -1, .reference, node)
                case .constant, .variable: made(program.type(of: object), function, &found)
                default: break
                }
            default: break
            }
            return true
        }
        swap(&found, &result)
    }

    private func made(_ type: GoType, _ function: Int, _ found: inout CallGraphBuilder.PackageCalls) {
        let types = program.types
        // Elements of slices and maps are made where they are written; pointers where what they point to is.
        guard types.kind(type) == .named || types.kind(type) == .array || types.kind(type) == .structure else { return }
        guard !types.isInterface(type) else { return }
        found.made[function, default: []].insert(types.origin(of: type))
    }

    /// The name by which a call names its function.
    private func nameNode(_ callee: Node, _ tree: GoFile) -> Node {
        var node = tree.unparen(callee)
        if case .index(let operand, _) = tree.syntax(node) { node = tree.unparen(operand) }
        if case .selector(_, let name) = tree.syntax(node) { return name }
        return node
    }
}
