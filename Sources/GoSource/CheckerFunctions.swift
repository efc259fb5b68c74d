extension Checker {
    // MARK: Whole packages

    /// Reads the whole files and gives what every node of them is.
    mutating func checkPackage() -> PackageInfo {
        readsBodies = true
        findDefinitions()
        for index in files.indices {
            enterFile(index)
            declareImports()
        }
        for index in files.indices {
            enterFile(index)
            for declaration in tree.nodes(tree.declarations) { packageDeclaration(declaration) }
        }
        storeFile()
        let list = files.enumerated().map { index, file in
            FileInfo(
                tree: file.tree, index: index, symbols: file.symbols, types: file.types, objects: file.objects)
        }
        return PackageInfo(
            program: program, package: package, files: list, locals: locals, functions: functions,
            constants: constants)
    }

    /// The objects of the package by the place of their names.
    private mutating func findDefinitions() {
        definitions = WordMap(capacity: Int(package.objectCount))
        for object in package.objects {
            let record = objects[object]
            definitions.set(UInt64(record.file) << 32 | UInt64(record.offset) + 1, object.id)
        }
    }

    /// Tells a package-level name of its object.
    @discardableResult
    private mutating func definition(_ name: Node) -> ObjectID {
        guard tree.kind(name) == .identifier else { return .none }
        let key = UInt64(fileIndex) << 32 | UInt64(tree.range(of: name).lowerBound) + 1
        guard let id = definitions[key] else { return .none }
        let object = ObjectID(id: id)
        set(name, object)
        set(name, objects[object].type)
        return object
    }

    private mutating func packageDeclaration(_ declaration: Node) {
        switch tree.syntax(declaration) {
        case .general(.const, let specs, _):
            for (index, spec) in tree.nodes(specs).enumerated() {
                guard case .valueSpec(let names, let type, let values) = tree.syntax(spec) else { continue }
                iota = index
                let declared = type.isNone ? GoType.invalid : typeExpression(type)
                for value in tree.nodes(values) { expression(value, hint: declared) }
                for name in tree.nodes(names) { definition(name) }
            }
            iota = nil
        case .general(.var, let specs, _):
            for spec in tree.nodes(specs) {
                guard case .valueSpec(let names, let type, let values) = tree.syntax(spec) else { continue }
                _ = variableTypes(tree.count(names), type, values)
                for name in tree.nodes(names) { definition(name) }
            }
        case .general(.type, let specs, _):
            for spec in tree.nodes(specs) {
                guard case .typeSpec(let name, let parameters, let type, let isAlias) = tree.syntax(spec) else {
                    continue
                }
                let object = definition(name)
                let mark = scopeMark
                if tree.count(parameters) > 0, !object.isNone {
                    let known =
                        isAlias
                        ? program.typeParameters(of: object) : types.typeParameters(of: objects[object].type)
                    bindTypeParameters(parameters, Array(known))
                }
                _ = typeExpression(type)
                closeScope(mark)
            }
        case .function(let receiver, let name, let type, let body):
            functionDeclaration(declaration, receiver, name, type, body)
        default: break
        }
    }

    // MARK: Functions

    private mutating func functionDeclaration(
        _ node: Node, _ receiver: NodeList, _ name: Node, _ type: Node, _ body: Node
    ) {
        let object = definition(name)
        guard case .functionType(let typeParameters, let parameters, let results) = tree.syntax(type) else { return }
        let scope = openScope()
        if tree.count(receiver) > 0, !object.isNone { bindReceiverParameters(receiver, objects[object].owner) }
        if tree.count(typeParameters) > 0, !object.isNone {
            bindTypeParameters(typeParameters, Array(program.typeParameters(of: object)))
        }
        let declared = object.isNone ? signature(parameters, results) : objects[object].type
        let index = begin(node, body, object, declared, parent: nil)
        // All types are read before any name is bound: func f(url string, data url.Values).
        for list in [receiver, parameters, results] { readFieldTypes(list) }
        let receivers = declareFields(receiver, .receiver)
        let parameterList = declareFields(parameters, .parameter)
        let resultList = declareFields(results, .result)
        if index >= 0 {
            functions[index].receiver = receivers.first ?? .none
            functions[index].parameters = parameterList
            functions[index].results = resultList
            if case .block(let statements) = tree.syntax(body) { self.statements(statements) }
        }
        set(type, declared)
        close(scope)
        function = -1
    }

    /// Enters a function with a body; the others have no number.
    private mutating func begin(
        _ node: Node, _ body: Node, _ object: ObjectID, _ signature: GoType, parent: Int?
    ) -> Int {
        guard !body.isNone else { return -1 }
        let index = functions.count
        functions.append(
            FunctionInfo(
                index: index, file: fileIndex, node: node, body: body, object: object, signature: signature,
                parent: parent))
        if let parent { functions[parent].literals.append(index) }
        function = index
        return index
    }

    private mutating func readFieldTypes(_ fields: NodeList) {
        for field in tree.nodes(fields) {
            if case .field(_, let type, _) = tree.syntax(field) { _ = typeExpression(type) }
        }
    }

    /// Declares parameters, results or a receiver, whose types have been read; one object for each value, none for those without a name.
    private mutating func declareFields(_ fields: NodeList, _ role: LocalRole) -> [ObjectID] {
        var made: [ObjectID] = []
        for field in tree.nodes(fields) {
            guard case .field(let names, let typeNode, _) = tree.syntax(field) else { continue }
            let type = GoType(id: nodeTypes[Int(typeNode.index)])
            if tree.count(names) == 0 { made.append(.none) }
            for name in tree.nodes(names) { made.append(declareVariable(name, role, type)) }
        }
        return made
    }

    mutating func functionLiteral(_ node: Node, _ type: Node, _ body: Node) -> Operand {
        guard case .functionType(_, let parameters, let results) = tree.syntax(type) else { return .invalid }
        guard readsBodies else { return .value(typeExpression(type)) }
        let outer = function
        let scope = openScope()
        let signature = self.signature(parameters, results)
        set(type, signature)
        let index = begin(node, body, .none, signature, parent: outer >= 0 ? outer : nil)
        let parameterList = declareFields(parameters, .parameter)
        let resultList = declareFields(results, .result)
        if index >= 0 {
            functions[index].parameters = parameterList
            functions[index].results = resultList
            if case .block(let statements) = tree.syntax(body) { self.statements(statements) }
        }
        close(scope)
        function = outer
        return .value(signature)
    }
}
