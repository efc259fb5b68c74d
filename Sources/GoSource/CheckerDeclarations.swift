extension Checker {
    // MARK: Declaring

    /// Makes the package's objects and gives all of them their types.
    mutating func declarePackage() {
        var records: [ObjectRecord] = []
        var methods: [(file: Int, node: Node, base: Symbol, record: Int)] = []
        for index in files.indices {
            enterFile(index)
            for declaration in tree.nodes(tree.declarations) {
                collect(declaration, &records, &methods)
            }
        }
        let first = objects.add(records)
        package.firstObject = first
        package.objectCount = UInt32(records.count)
        for (index, record) in records.enumerated() {
            let object = ObjectID(id: first + UInt32(index))
            guard record.kind != .method, record.name != .blank, record.name != .`init`,
                package.scope[UInt64(record.name.id)] == nil
            else { continue }
            package.scope.set(UInt64(record.name.id), object.id)
        }
        for (index, record) in records.enumerated()
        where record.kind == .typeName && record.flags & ObjectFlag.alias == 0 {
            let object = ObjectID(id: first + UInt32(index))
            let named = types.makeNamed(object)
            objects.records[object.id].type = named
            package.definedTypes.append(named)
        }
        for index in files.indices {
            enterFile(index)
            declareImports()
        }
        attach(methods, first: first)
        for index in records.indices where pending[index].state == .open {
            resolvePending(index, ObjectID(id: first + UInt32(index)))
        }
        package.constants = constants
    }

    private mutating func collect(
        _ declaration: Node, _ records: inout [ObjectRecord],
        _ methods: inout [(file: Int, node: Node, base: Symbol, record: Int)]
    ) {
        let number = UInt32(package.index + 1)
        func record(_ kind: ObjectKind, _ name: Node, flags: UInt8 = 0) -> ObjectRecord {
            ObjectRecord(
                kind: kind, flags: flags, name: symbol(name), package: number, file: UInt32(fileIndex),
                offset: UInt32(tree.range(of: name).lowerBound))
        }
        switch tree.syntax(declaration) {
        case .general(.const, let specs, _):
            forEachConstant(specs) { names, type, values, iota, spec in
                for (position, name) in tree.nodes(names).enumerated() {
                    records.append(record(.constant, name))
                    pending.append(
                        Pending(
                            file: fileIndex, spec: spec, position: position, type: type, values: values, iota: iota))
                }
            }
        case .general(.var, let specs, _):
            for spec in tree.nodes(specs) {
                guard case .valueSpec(let names, let type, let values) = tree.syntax(spec) else { continue }
                for (position, name) in tree.nodes(names).enumerated() {
                    records.append(record(.variable, name))
                    pending.append(
                        Pending(file: fileIndex, spec: spec, position: position, type: type, values: values))
                }
            }
        case .general(.type, let specs, _):
            for spec in tree.nodes(specs) {
                guard case .typeSpec(let name, _, _, let isAlias) = tree.syntax(spec) else { continue }
                records.append(record(.typeName, name, flags: isAlias ? ObjectFlag.alias : 0))
                pending.append(Pending(file: fileIndex, spec: spec))
            }
        case .function(let receiver, let name, _, _):
            let test = tree.path.hasSuffix("_test.go") ? ObjectFlag.test : 0
            if tree.count(receiver) > 0 {
                var flags = test
                var base = Node.none
                if case .field(_, let type, _) = tree.syntax(tree.first(receiver)) {
                    let (node, isPointer) = receiverBase(type)
                    base = node
                    if isPointer { flags |= ObjectFlag.pointerReceiver }
                }
                methods.append((fileIndex, declaration, symbol(base), records.count))
                records.append(record(.method, name, flags: flags))
            } else {
                let isEntry = tree.isName(name, "init") || package.name == "main" && tree.isName(name, "main")
                records.append(record(.function, name, flags: test | (isEntry ? ObjectFlag.entry : 0)))
            }
            pending.append(Pending(file: fileIndex, spec: declaration))
        default: break
        }
    }

    /// Specifications of a const group, with the type and values that an empty one repeats.
    func forEachConstant(
        _ specs: NodeList,
        _ body: (_ names: NodeList, _ type: Node, _ values: NodeList, _ iota: Int, _ spec: Node) -> Void
    ) {
        var type = Node.none
        var values = NodeList.empty
        for (iota, spec) in tree.nodes(specs).enumerated() {
            guard case .valueSpec(let names, let ownType, let ownValues) = tree.syntax(spec) else { continue }
            if ownValues != .empty { (type, values) = (ownType, ownValues) }
            body(names, type, values, iota, spec)
        }
    }

    /// The name of the type of a receiver `*(T[P])`.
    func receiverBase(_ type: Node) -> (name: Node, isPointer: Bool) {
        var node = tree.unparen(type)
        var isPointer = false
        while true {
            switch tree.syntax(node) {
            case .star(let inner):
                isPointer = true
                node = tree.unparen(inner)
            case .index(let operand, _): node = tree.unparen(operand)
            default: return (node, isPointer)
            }
        }
    }

    private mutating func attach(
        _ methods: [(file: Int, node: Node, base: Symbol, record: Int)], first: UInt32
    ) {
        var lists: [GoType: [(Symbol, ObjectID)]] = [:]
        var order: [GoType] = []
        for method in methods {
            let object = ObjectID(id: first + UInt32(method.record))
            guard var typeName = package.object(method.base) else { continue }
            // A method of an alias belongs to what the alias stands for.
            if objects[typeName].flags & ObjectFlag.alias != 0, let target = types.object(of: type(of: typeName)) {
                typeName = target
            }
            let named = objects[typeName].type
            guard types.kind(named) == .named else { continue }
            objects.records[object.id].owner = named
            let name = objects[object].name
            if objects[typeName].package != UInt32(package.index + 1) {
                // A test file's method of a type that is not declared in a test file.
                package.addedMethods.set(UInt64(named.id) << 32 | UInt64(name.id), object.id)
                continue
            }
            if lists[named] == nil { order.append(named) }
            lists[named, default: []].append((name, object))
        }
        for named in order { types.setMethods(of: named, lists[named] ?? []) }
    }

    /// Binds the names of the imports of the file at hand.
    mutating func declareImports() {
        for declaration in tree.nodes(tree.declarations) {
            guard case .general(.import, let specs, _) = tree.syntax(declaration) else { continue }
            for spec in tree.nodes(specs) {
                guard case .importSpec(let name, let pathNode) = tree.syntax(spec) else { continue }
                let path = tree.importPath(pathNode)
                guard !path.isEmpty, let imported = package.imports[path] ?? package.base?.imports[path] else {
                    continue
                }
                if tree.isName(name, ".") {
                    files[fileIndex].dotImports.append(imported)
                    continue
                }
                let symbol = name.isNone ? program.symbols.intern(imported.name) : self.symbol(name)
                let object = ObjectID.local(locals.count)
                locals.append(
                    LocalObject(
                        kind: .packageName, role: .other, name: symbol, type: .invalid, file: fileIndex,
                        declaration: spec, function: -1, extra: imported.index))
                set(name.isNone ? spec : name, object)
                if symbol == .blank { continue }
                if !name.isNone {
                    bindings[nameID(name)] = object.id
                } else if let id = files[fileIndex].symbols.firstIndex(of: symbol.id) {
                    bindings[id] = object.id
                }
            }
        }
    }

    // MARK: Resolving

    mutating func resolvePending(_ index: Int, _ object: ObjectID) {
        pending[index].state = .running
        atPackageLevel { checker in
            let file = checker.fileIndex
            let (iota, function) = (checker.iota, checker.function)
            checker.function = -1
            checker.enterFile(checker.pending[index].file)
            switch checker.objects[object].kind {
            case .constant: checker.resolveConstant(index, object)
            case .variable: checker.resolveVariable(index, object)
            case .typeName: checker.resolveTypeName(index, object)
            default: checker.resolveFunction(index, object)
            }
            (checker.iota, checker.function) = (iota, function)
            checker.enterFile(file)
        }
        pending[index].state = .done
    }

    private mutating func resolveConstant(_ index: Int, _ object: ObjectID) {
        let item = pending[index]
        iota = item.iota
        let declared = item.type.isNone ? GoType.invalid : typeExpression(item.type)
        let expression = tree.element(item.position, of: item.values)
        guard !expression.isNone else { return objects.records[object.id].type = declared }
        let operand = self.expression(expression, hint: declared)
        var value = ConstantFolder(context: CheckerConstants(checker: self), iota: item.iota).value(expression)
        let type = declared.isInvalid ? operand.type : declared
        let base = underlying(type)
        if base.isBasic { value = ConstantValue.converted(value, to: base) }
        objects.records[object.id].type = type
        constants.append(value)
        objects.records[object.id].extra = UInt32(constants.count)
    }

    private mutating func resolveVariable(_ index: Int, _ object: ObjectID) {
        let item = pending[index]
        iota = nil
        if !item.type.isNone {
            objects.records[object.id].type = typeExpression(item.type)
            return
        }
        let values = tree.count(item.values)
        if values == 1, case .valueSpec(let names, _, _) = tree.syntax(item.spec), tree.count(names) > 1 {
            let value = tree.first(item.values)
            let operand = expression(value)
            objects.records[object.id].type = part(item.position, of: operand, at: value).defaulted
            return
        }
        let value = tree.element(item.position, of: item.values)
        guard !value.isNone else { return }
        objects.records[object.id].type = expression(value).type.defaulted
    }

    private mutating func resolveTypeName(_ index: Int, _ object: ObjectID) {
        guard case .typeSpec(_, let parameters, let type, let isAlias) = tree.syntax(pending[index].spec) else {
            return
        }
        let mark = scopeMark
        defer { closeScope(mark) }
        if isAlias {
            if tree.count(parameters) > 0 {
                let made = declareTypeParameters(parameters)
                objects.records[object.id].extra = types.store([UInt32(made.count)] + made.map(\.id))
            }
            objects.records[object.id].type = typeExpression(type)
            return
        }
        let named = objects[object].type
        if tree.count(parameters) > 0 {
            // The type is generic before its constraints are looked at: they may name it.
            declareTypeParameters(parameters) { checker, made in checker.types.setTypeParameters(of: named, made) }
        }
        let expression = typeExpression(type)
        types.setUnderlying(of: named, underlying(expression))
    }

    private mutating func resolveFunction(_ index: Int, _ object: ObjectID) {
        guard case .function(let receiver, _, let type, _) = tree.syntax(pending[index].spec) else { return }
        let mark = scopeMark
        defer { closeScope(mark) }
        iota = nil
        if tree.count(receiver) > 0 { bindReceiverParameters(receiver, objects[object].owner) }
        if case .functionType(let parameters, _, _) = tree.syntax(type), tree.count(parameters) > 0 {
            let made = declareTypeParameters(parameters)
            objects.records[object.id].extra = types.store([UInt32(made.count)] + made.map(\.id))
        }
        objects.records[object.id].type = typeExpression(type)
    }

    /// `func (l *List[T])`: T is the parameter that List was declared with, whatever its name there.
    mutating func bindReceiverParameters(_ receiver: NodeList, _ owner: GoType) {
        guard case .field(_, let type, _) = tree.syntax(tree.first(receiver)) else { return }
        var node = tree.unparen(type)
        while case .star(let inner) = tree.syntax(node) { node = tree.unparen(inner) }
        guard case .index(_, let arguments) = tree.syntax(node) else { return }
        if let object = types.object(of: owner), !owner.isInvalid { resolve(object) }
        let own = types.typeParameters(of: owner)
        for (index, argument) in tree.nodes(arguments).enumerated() {
            guard index < own.count, tree.kind(argument) == .identifier, let object = types.object(of: own[index])
            else {
                continue
            }
            set(argument, object)
            set(argument, own[index])
            bind(nameID(argument), object)
        }
    }

    /// Makes type parameters and binds their names; `early` sees them before their constraints are read.
    @discardableResult
    mutating func declareTypeParameters(
        _ list: NodeList, _ early: ((inout Checker, [GoType]) -> Void)? = nil
    ) -> [GoType] {
        var made: [GoType] = []
        for field in tree.nodes(list) {
            guard case .field(let names, _, _) = tree.syntax(field) else { continue }
            for name in tree.nodes(names) {
                let object = objects.add(
                    ObjectRecord(
                        kind: .typeName, name: symbol(name), package: UInt32(package.index + 1),
                        file: UInt32(fileIndex), offset: UInt32(tree.range(of: name).lowerBound)))
                let type = types.makeTypeParameter(object, index: made.count)
                objects.records[object.id].type = type
                made.append(type)
                bindTypeParameter(name, type)
            }
        }
        early?(&self, made)
        readConstraints(list, made)
        return made
    }

    /// Binds names to type parameters that were made when the package was declared.
    mutating func bindTypeParameters(_ list: NodeList, _ parameters: [GoType]) {
        var index = 0
        for field in tree.nodes(list) {
            guard case .field(let names, _, _) = tree.syntax(field) else { continue }
            for name in tree.nodes(names) where index < parameters.count {
                bindTypeParameter(name, parameters[index])
                index += 1
            }
        }
        for field in tree.nodes(list) {
            if case .field(_, let type, _) = tree.syntax(field) { _ = typeExpression(type) }
        }
    }

    private mutating func bindTypeParameter(_ name: Node, _ type: GoType) {
        guard tree.kind(name) == .identifier, let object = types.object(of: type) else { return }
        set(name, object)
        set(name, type)
        if symbol(name) != .blank { bind(nameID(name), object) }
    }

    private mutating func readConstraints(_ list: NodeList, _ parameters: [GoType]) {
        var index = 0
        for field in tree.nodes(list) {
            guard case .field(let names, let type, _) = tree.syntax(field) else { continue }
            var constraint = typeExpression(type)
            // `[P ~int]` is short for `[P interface{ ~int }]`.
            let kind = types.kind(constraint)
            if !constraint.isInvalid, kind != .named && kind != .interface || !isConstraintInterface(constraint) {
                constraint = types.interface([], embedded: [constraint])
            }
            for _ in 0..<tree.count(names) where index < parameters.count {
                if !constraint.isInvalid { types.setConstraint(of: parameters[index], constraint) }
                index += 1
            }
        }
    }

    private mutating func isConstraintInterface(_ type: GoType) -> Bool {
        let base = underlying(type)
        // A named type that is still being resolved is taken for an interface.
        return base.isInvalid || types.kind(base) == .interface
    }
}

/// The nodes of the file that a checker is at.
struct CheckerConstants: ConstantContext {
    let tree: GoFile
    let types: TypeTable
    let nodeTypes: [UInt32]
    let nodeObjects: [UInt32]
    let locals: [LocalObject]
    let constants: [ConstantValue]
    let package: GoPackage
    let program: GoProgram
    let readsBodies: Bool

    init(checker: Checker) {
        tree = checker.tree
        types = checker.types
        nodeTypes = checker.nodeTypes
        nodeObjects = checker.nodeObjects
        locals = checker.locals
        constants = checker.constants
        package = checker.package
        program = checker.program
        readsBodies = checker.readsBodies
    }

    var constantTree: GoFile { tree }
    var constantTypes: TypeTable { types }
    func recordedType(of node: Node) -> GoType { GoType(id: nodeTypes[Int(node.index)]) }
    func recordedObject(of node: Node) -> ObjectID { ObjectID(id: nodeObjects[Int(node.index)]) }

    func constantValue(of object: ObjectID) -> ConstantValue {
        if object.isLocal {
            let local = locals[object.localIndex]
            return local.kind == .constant && local.extra > 0 ? constants[local.extra - 1] : .unknown
        }
        let record = program.objects[object]
        guard record.kind == .constant, record.extra > 0 else { return .unknown }
        // The package's own constants are still in the checker while it is declared.
        if !readsBodies, Int(record.package) == package.index + 1 { return constants[Int(record.extra) - 1] }
        return program.constant(of: object)
    }

    func builtin(of object: ObjectID) -> Builtin? { program.builtin(object) }

    func isTypeName(_ object: ObjectID) -> Bool {
        (object.isLocal ? locals[object.localIndex].kind : program.objects[object].kind) == .typeName
    }

    func isIota(_ object: ObjectID) -> Bool { object == program.universe.iota }
}
