extension Checker {
    /// The type that a type expression denotes; told of its node.
    mutating func typeExpression(_ node: Node) -> GoType {
        guard !node.isNone else { return .invalid }
        let type = readType(node)
        set(node, type)
        return type
    }

    private mutating func readType(_ node: Node) -> GoType {
        switch tree.syntax(node) {
        case .identifier(let name):
            let object = lookUp(Int(name.index))
            set(node, object)
            return typeNamed(object)
        case .selector(let operand, let name):
            guard tree.kind(operand) == .identifier else { return .invalid }
            let object = lookUp(nameID(operand))
            set(operand, object)
            guard let member = packageMember(object, symbol(name), isType: true) else { return .invalid }
            set(name, member)
            let type = typeNamed(member)
            set(name, type)
            return type
        case .paren(let inner): return typeExpression(inner)
        case .star(let inner): return types.pointer(to: typeExpression(inner))
        case .index(let operand, let arguments): return instanceType(operand, arguments)
        case .arrayType(let length, let element, let isCounted):
            let elementType: GoType
            if isCounted || !length.isNone {
                var count = -1
                if !length.isNone {
                    _ = expression(length)
                    count = constantValue(length).int ?? -1
                }
                elementType = typeExpression(element)
                return types.array(of: elementType, length: count)
            }
            elementType = typeExpression(element)
            return types.slice(of: elementType)
        case .mapType(let key, let value):
            let keyType = typeExpression(key)
            return types.map(keyType, typeExpression(value))
        case .channelType(let direction, let element): return types.channel(of: typeExpression(element), direction)
        case .functionType(_, let parameters, let results): return signature(parameters, results)
        case .structType(let fields): return structure(fields)
        case .interfaceType(let elements): return interface(elements)
        case .ellipsis(let element): return types.slice(of: typeExpression(element))
        case .binary(.or, _, _), .unary(.tilde, _):
            var terms: [UnionTerm] = []
            readTerms(node, &terms)
            return types.union(terms)
        case .typeAssertion, .call, .literal, .compositeLiteral, .functionLiteral:
            // No type, but what is in it is read.
            _ = expression(node)
            return .invalid
        default: return .invalid
        }
    }

    mutating func constantValue(_ node: Node) -> ConstantValue {
        if tree.kind(node) == .literal {
            let range = tree.range(of: node)
            let kind = tree.record(node).op
            return tree.source.padded.withUnsafeBufferPointer {
                ConstantValue.literal(kind, UnsafeBufferPointer(rebasing: $0[range]))
            }
        }
        return ConstantFolder(context: CheckerConstants(checker: self), iota: iota).value(node)
    }

    /// The type of a type name; what else an object is gives none.
    mutating func typeNamed(_ object: ObjectID) -> GoType {
        guard !object.isNone, kind(of: object) == .typeName else { return .invalid }
        if object.isLocal { return locals[object.localIndex].type }
        let known = objects[object].type
        // The name of a defined type is all that is needed of it, and breaks circles.
        return known.isInvalid ? type(of: object) : known
    }

    /// A member of the package that `object` imports. Members of packages without source are made here.
    mutating func packageMember(_ object: ObjectID, _ name: Symbol, isType: Bool) -> ObjectID? {
        guard object.isLocal, locals[object.localIndex].kind == .packageName, name != .empty else { return nil }
        let imported = program.allPackages[locals[object.localIndex].extra]
        if let member = imported.object(name) {
            // An unknown member that turns out to be a type.
            return member
        }
        guard imported.origin == .unknown || imported.filePaths.isEmpty else { return nil }
        let member = program.unknownMember(imported, name)
        if isType { program.makeUnknownType(member) }
        return member
    }

    private mutating func instanceType(_ operand: Node, _ arguments: NodeList) -> GoType {
        let generic = typeExpression(operand)
        var list: [GoType] = []
        for argument in tree.nodes(arguments) { list.append(typeExpression(argument)) }
        return instantiate(generic, object(of: operand), list)
    }

    func object(of node: Node) -> ObjectID {
        let node = tree.unparen(node)
        if case .selector(_, let name) = tree.syntax(node) { return ObjectID(id: nodeObjects[Int(name.index)]) }
        return ObjectID(id: nodeObjects[Int(node.index)])
    }

    /// A generic type or generic alias with arguments.
    mutating func instantiate(_ generic: GoType, _ object: ObjectID, _ arguments: [GoType]) -> GoType {
        if types.kind(generic) == .named {
            if types.isUnknown(generic) { return generic }
            if let name = types.object(of: generic), types.typeParameters(of: generic).isEmpty { resolve(name) }
            if !types.typeParameters(of: generic).isEmpty, !isAlias(object) {
                return types.instance(of: generic, arguments)
            }
        }
        guard !object.isNone, !object.isLocal, isAlias(object) else { return generic }
        let parameters = program.typeParameters(of: object)
        return types.substitute(generic, Substitution(parameters: parameters, arguments: arguments))
    }

    private func isAlias(_ object: ObjectID) -> Bool {
        !object.isLocal && objects[object].kind == .typeName && objects[object].flags & ObjectFlag.alias != 0
    }

    mutating func signature(_ parameters: NodeList, _ results: NodeList) -> GoType {
        var isVariadic = false
        var list: [GoType] = []
        var resultList: [GoType] = []
        readFields(parameters, &list, &isVariadic)
        var ignored = false
        readFields(results, &resultList, &ignored)
        return types.signature(list, resultList, isVariadic: isVariadic)
    }

    private mutating func readFields(_ fields: NodeList, _ list: inout [GoType], _ isVariadic: inout Bool) {
        for field in tree.nodes(fields) {
            guard case .field(let names, let typeNode, _) = tree.syntax(field) else { continue }
            let type = typeExpression(typeNode)
            if tree.kind(typeNode) == .ellipsis { isVariadic = true }
            let count = max(1, tree.count(names))
            for _ in 0..<count { list.append(type) }
        }
    }

    private mutating func structure(_ list: NodeList) -> GoType {
        var fields: [StructField] = []
        for field in tree.nodes(list) {
            guard case .field(let names, let typeNode, _) = tree.syntax(field) else { continue }
            let type = typeExpression(typeNode)
            if tree.count(names) == 0 {
                fields.append(StructField(name: embeddedName(typeNode), type: type, isEmbedded: true))
            } else {
                for name in tree.nodes(names) {
                    set(name, type)
                    fields.append(StructField(name: symbol(name), type: type, isEmbedded: false))
                }
            }
        }
        return types.structure(fields)
    }

    /// An embedded field is named like its type, without package, pointer and arguments.
    private func embeddedName(_ type: Node) -> Symbol {
        switch tree.syntax(type) {
        case .identifier: symbol(type)
        case .selector(_, let name): symbol(name)
        case .star(let inner), .paren(let inner): embeddedName(inner)
        case .index(let operand, _): embeddedName(operand)
        default: .blank
        }
    }

    private mutating func interface(_ elements: NodeList) -> GoType {
        var methods: [InterfaceMethod] = []
        var embedded: [GoType] = []
        for element in tree.nodes(elements) {
            guard case .field(let names, let typeNode, _) = tree.syntax(element) else { continue }
            let type = typeExpression(typeNode)
            if tree.count(names) == 0 {
                embedded.append(type)
            } else {
                let name = tree.first(names)
                set(name, type)
                methods.append(InterfaceMethod(name: symbol(name), signature: type))
            }
        }
        return types.interface(methods, embedded: embedded)
    }

    private mutating func readTerms(_ node: Node, _ terms: inout [UnionTerm]) {
        var open = [node]
        while let next = open.popLast() {
            switch tree.syntax(next) {
            case .binary(.or, let left, let right):
                open.append(right)
                open.append(left)
            case .unary(.tilde, let operand):
                terms.append(UnionTerm(type: typeExpression(operand), isApproximate: true))
            default: terms.append(UnionTerm(type: typeExpression(next), isApproximate: false))
            }
        }
    }
}
