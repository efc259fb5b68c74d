extension Checker {
    // MARK: Scopes

    struct Scope {
        var mark: Int
        var outer: UInt32
    }

    mutating func openScope() -> Scope {
        let scope = Scope(mark: scopeMark, outer: currentScope)
        lastScope += 1
        currentScope = lastScope
        return scope
    }

    mutating func close(_ scope: Scope) {
        closeScope(scope.mark)
        currentScope = scope.outer
    }

    mutating func block(_ node: Node) {
        guard case .block(let statements) = tree.syntax(node) else { return }
        let scope = openScope()
        self.statements(statements)
        close(scope)
    }

    mutating func statements(_ list: NodeList) {
        for node in tree.nodes(list) { statement(node) }
    }

    // MARK: Statements

    mutating func statement(_ node: Node) {
        switch tree.syntax(node) {
        case .expression(let inner): expression(inner)
        case .assign(let op, let left, let right): assign(op, left, right)
        case .declaration(let declaration): localDeclaration(declaration)
        case .block: block(node)
        case .if: ifChain(node)
        case .for(let initial, let condition, let post, let body):
            let scope = openScope()
            if !initial.isNone { statement(initial) }
            expression(condition)
            if !post.isNone { statement(post) }
            block(body)
            close(scope)
        case .range(let key, let value, let op, let operand, let body): range(key, value, op, operand, body)
        case .switch(let initial, let tag, let body): switchStatement(initial, tag, body)
        case .typeSwitch(let initial, let guardStatement, let body): typeSwitch(initial, guardStatement, body)
        case .select(let body): select(body)
        case .return(let results): returnStatement(results)
        case .go(let call), .defer(let call): expression(call)
        case .send(let channel, let value):
            let base = core(expression(channel).type)
            expression(value, hint: types.kind(base) == .channel ? types.element(base) : .invalid)
        case .incrementDecrement(_, let operand): expression(operand)
        case .labeled(_, let inner): statement(inner)
        default: break
        }
    }

    private mutating func ifChain(_ node: Node) {
        var scopes: [Scope] = []
        var next = node
        while case .if(let initial, let condition, let then, let otherwise) = tree.syntax(next) {
            scopes.append(openScope())
            if !initial.isNone { statement(initial) }
            expression(condition)
            block(then)
            next = otherwise
        }
        if !next.isNone { statement(next) }
        for scope in scopes.reversed() { close(scope) }
    }

    private mutating func returnStatement(_ results: NodeList) {
        let signature = function >= 0 ? functions[function].signature : .invalid
        let wanted = types.results(signature)
        let count = tree.count(results)
        for (index, result) in tree.nodes(results).enumerated() {
            expression(result, hint: count == wanted.count ? wanted[index] : .invalid)
        }
    }

    // MARK: Assignments

    private mutating func assign(_ op: Token, _ left: NodeList, _ right: NodeList) {
        let leftCount = tree.count(left)
        let rightCount = tree.count(right)
        guard op == .define else {
            var hints: [GoType] = []
            for node in tree.nodes(left) {
                if tree.isName(node, "_") { hints.append(.invalid) } else { hints.append(expression(node).type) }
            }
            for (index, node) in tree.nodes(right).enumerated() {
                expression(node, hint: leftCount == rightCount && index < hints.count ? hints[index] : .invalid)
            }
            return
        }
        if rightCount == 1, leftCount > 1 {
            let node = tree.first(right)
            let operand = expression(node)
            for (index, name) in tree.nodes(left).enumerated() {
                define(name, part(index, of: operand, at: node).defaulted)
            }
            return
        }
        var given: [GoType] = []
        for node in tree.nodes(right) { given.append(expression(node).type.defaulted) }
        for (index, name) in tree.nodes(left).enumerated() {
            define(name, index < given.count ? given[index] : .invalid)
        }
    }

    /// A name left of `:=`: new, unless this scope has it.
    mutating func define(_ name: Node, _ type: GoType) {
        guard tree.kind(name) == .identifier else {
            expression(name)
            return
        }
        let bound = bindings[nameID(name)]
        if bound != 0, bound != Self.unbound {
            let object = ObjectID(id: bound)
            if object.isLocal, object.localIndex < localScopes.count, localScopes[object.localIndex] == currentScope,
                locals[object.localIndex].kind == .variable
            {
                set(name, object)
                set(name, locals[object.localIndex].type)
                return
            }
        }
        declareVariable(name, .variable, type == .untypedNil ? .invalid : type)
    }

    @discardableResult
    mutating func declareVariable(_ name: Node, _ role: LocalRole, _ type: GoType) -> ObjectID {
        let object = declare(name, .variable, role, type)
        noteScope(object)
        return object
    }

    private mutating func noteScope(_ object: ObjectID) {
        guard object.isLocal else { return }
        while localScopes.count < object.localIndex { localScopes.append(0) }
        if localScopes.count == object.localIndex { localScopes.append(currentScope) }
    }

    private mutating func range(_ key: Node, _ value: Node, _ op: Token, _ operand: Node, _ body: Node) {
        let scope = openScope()
        let type = expression(operand).type
        let (keyType, valueType) = rangeTypes(type)
        if op == .define {
            if !key.isNone { define(key, keyType) }
            if !value.isNone { define(value, valueType) }
        } else {
            if !key.isNone, !tree.isName(key, "_") { expression(key) }
            if !value.isNone, !tree.isName(value, "_") { expression(value) }
        }
        block(body)
        close(scope)
    }

    /// What a range over a type gives (specification, "For statements with range clause").
    private mutating func rangeTypes(_ type: GoType) -> (key: GoType, value: GoType) {
        let base = core(type)
        switch types.kind(base) {
        case .basic:
            if base.isStringBasic { return (.int, .int32) }
            return base.isIntegerBasic ? (type.defaulted, .invalid) : (.invalid, .invalid)
        case .slice, .array: return (.int, types.element(base))
        case .pointer:
            let array = underlying(types.element(base))
            return types.kind(array) == .array ? (.int, types.element(array)) : (.invalid, .invalid)
        case .map: return (types.key(base), types.element(base))
        case .channel: return (types.element(base), .invalid)
        case .signature:
            // An iterator: func(yield func(K, V) bool).
            guard let yield = types.parameters(base).first else { return (.invalid, .invalid) }
            let given = types.parameters(core(yield))
            return (given.count > 0 ? given[0] : .invalid, given.count > 1 ? given[1] : .invalid)
        default: return (.invalid, .invalid)
        }
    }

    // MARK: Choices

    private mutating func switchStatement(_ initial: Node, _ tag: Node, _ body: Node) {
        let scope = openScope()
        if !initial.isNone { statement(initial) }
        let type = expression(tag).type
        if case .block(let clauses) = tree.syntax(body) {
            for clause in tree.nodes(clauses) {
                guard case .caseClause(let expressions, let statements, _) = tree.syntax(clause) else { continue }
                for node in tree.nodes(expressions) { expression(node, hint: type) }
                let inner = openScope()
                self.statements(statements)
                close(inner)
            }
        }
        close(scope)
    }

    private mutating func typeSwitch(_ initial: Node, _ guardStatement: Node, _ body: Node) {
        let scope = openScope()
        if !initial.isNone { statement(initial) }
        var name = Node.none
        var question = Node.none
        switch tree.syntax(guardStatement) {
        case .expression(let inner): question = inner
        case .assign(_, let left, let right):
            name = tree.first(left)
            question = tree.first(right)
        default: break
        }
        var type = GoType.invalid
        if case .typeAssertion(let operand, _) = tree.syntax(tree.unparen(question)) { type = expression(operand).type }
        if case .block(let clauses) = tree.syntax(body) {
            for clause in tree.nodes(clauses) {
                guard case .caseClause(let expressions, let statements, _) = tree.syntax(clause) else { continue }
                var asked = GoType.invalid
                for node in tree.nodes(expressions) {
                    asked = typeExpression(node)
                    if object(of: node) == program.universe.nil { asked = .invalid }
                }
                let inner = openScope()
                if !name.isNone {
                    let isOne = tree.count(expressions) == 1 && !asked.isInvalid
                    let object = declareVariable(name, .typeSwitch, isOne ? asked : type)
                    if nodeObjects[Int(name.index)] == 0 {
                        set(name, object)
                        set(name, type)
                    }
                }
                self.statements(statements)
                close(inner)
            }
        }
        close(scope)
    }

    private mutating func select(_ body: Node) {
        guard case .block(let clauses) = tree.syntax(body) else { return }
        for clause in tree.nodes(clauses) {
            guard case .communicationClause(let communication, let statements) = tree.syntax(clause) else { continue }
            let scope = openScope()
            if !communication.isNone { statement(communication) }
            self.statements(statements)
            close(scope)
        }
    }

    // MARK: Declarations inside of functions

    private mutating func localDeclaration(_ node: Node) {
        switch tree.syntax(node) {
        case .general(.const, let specs, _):
            let outer = iota
            for (index, spec) in tree.nodes(specs).enumerated() { localConstants(specs, spec, index) }
            iota = outer
        case .general(.var, let specs, _):
            for spec in tree.nodes(specs) {
                guard case .valueSpec(let names, let type, let values) = tree.syntax(spec) else { continue }
                localVariables(names, type, values)
            }
        case .general(.type, let specs, _):
            for spec in tree.nodes(specs) { localType(spec) }
        default: break
        }
    }

    private mutating func localConstants(_ specs: NodeList, _ wanted: Node, _ index: Int) {
        // An empty specification repeats the last one that is not.
        var source = wanted
        var back = index
        while back >= 0, case .valueSpec(_, _, let values) = tree.syntax(tree.element(back, of: specs)) {
            source = tree.element(back, of: specs)
            if values != .empty { break }
            back -= 1
        }
        guard case .valueSpec(let names, _, _) = tree.syntax(wanted),
            case .valueSpec(_, let typeNode, let values) = tree.syntax(source)
        else { return }
        iota = index
        let declared = typeNode.isNone ? GoType.invalid : typeExpression(typeNode)
        var given: [(GoType, ConstantValue)] = []
        for value in tree.nodes(values) {
            let type = expression(value, hint: declared).type
            let base = underlying(declared.isInvalid ? type : declared)
            var folded = constantValue(value)
            if base.isBasic { folded = ConstantValue.converted(folded, to: base) }
            given.append((declared.isInvalid ? type : declared, folded))
        }
        for (position, name) in tree.nodes(names).enumerated() {
            let (type, value) = position < given.count ? given[position] : (declared, .unknown)
            let object = declare(name, .constant, .other, type)
            noteScope(object)
            guard object.isLocal else { continue }
            constants.append(value)
            locals[object.localIndex].extra = constants.count
        }
    }

    private mutating func localVariables(_ names: NodeList, _ typeNode: Node, _ values: NodeList) {
        let given = variableTypes(tree.count(names), typeNode, values)
        for (index, name) in tree.nodes(names).enumerated() { declareVariable(name, .variable, given[index]) }
    }

    /// The types of the names of a var specification, whose type and values are read.
    mutating func variableTypes(_ count: Int, _ typeNode: Node, _ values: NodeList) -> [GoType] {
        let declared = typeNode.isNone ? GoType.invalid : typeExpression(typeNode)
        var given = [GoType](repeating: declared, count: count)
        let isTuple = tree.count(values) == 1 && count > 1
        for (index, value) in tree.nodes(values).enumerated() {
            let operand = expression(value, hint: declared)
            guard typeNode.isNone else { continue }
            if isTuple {
                for position in 0..<count { given[position] = part(position, of: operand, at: value).defaulted }
            } else if index < count {
                given[index] = operand.type == .untypedNil ? .invalid : operand.type.defaulted
            }
        }
        return given
    }

    private mutating func localType(_ spec: Node) {
        guard case .typeSpec(let name, let parameters, let typeNode, let isAlias) = tree.syntax(spec),
            tree.kind(name) == .identifier
        else { return }
        let object = objects.add(
            ObjectRecord(
                kind: .typeName, flags: isAlias ? ObjectFlag.alias : 0, name: symbol(name),
                package: UInt32(package.index + 1), file: UInt32(fileIndex),
                offset: UInt32(tree.range(of: name).lowerBound)))
        set(name, object)
        if isAlias {
            let type = typeExpression(typeNode)
            objects.records[object.id].type = type
            bind(nameID(name), object)
            return
        }
        let named = types.makeNamed(object)
        objects.records[object.id].type = named
        bind(nameID(name), object)
        let mark = scopeMark
        if tree.count(parameters) > 0 {
            declareTypeParameters(parameters) { checker, made in checker.types.setTypeParameters(of: named, made) }
        }
        let type = typeExpression(typeNode)
        types.setUnderlying(of: named, types.underlying(type))
        closeScope(mark)
        set(name, named)
    }
}
