/// What an expression gives.
struct Operand {
    enum Mode: UInt8 {
        case invalid, noValue, value, type, package, builtin
        /// Also gives whether there is a value: map element, receive, type assertion.
        case commaOk
    }

    var mode: Mode
    var type: GoType
    /// The generic function that waits for its arguments, the type name, or the builtin.
    var object = ObjectID.none

    static let invalid = Operand(mode: .invalid, type: .invalid)
    static func value(_ type: GoType) -> Operand { Operand(mode: .value, type: type) }
}

extension Checker {
    /// Finds out what an expression is. `hint` is the type it is wanted for, where that is known.
    @discardableResult
    mutating func expression(_ node: Node, hint: GoType = .invalid) -> Operand {
        guard !node.isNone else { return .invalid }
        let operand = readExpression(node, hint)
        set(node, operand.type)
        return operand
    }

    private mutating func readExpression(_ node: Node, _ hint: GoType) -> Operand {
        switch tree.syntax(node) {
        case .identifier(let name): return identifier(node, Int(name.index))
        case .literal(let kind): return .value(Self.literalType(kind))
        case .paren(let inner): return expression(inner, hint: hint)
        case .selector(let operand, let name): return selector(operand, name)
        case .call(let function, let arguments, let isSpread): return call(node, function, arguments, isSpread, hint)
        case .binary: return binaryChain(node, hint)
        case .unary(let op, let operand): return unary(op, operand, hint)
        case .star(let inner): return star(inner)
        case .index(let operand, let indices): return index(operand, indices)
        case .slice(let operand, let low, let high, let max): return slice(operand, [low, high, max])
        case .typeAssertion(let operand, let type):
            expression(operand)
            return Operand(mode: .commaOk, type: type.isNone ? .invalid : typeExpression(type))
        case .compositeLiteral(let type, let elements): return compositeLiteral(type, elements, hint)
        case .functionLiteral(let type, let body): return functionLiteral(node, type, body)
        case .keyValue(let key, let value):
            expression(key)
            return expression(value)
        case .arrayType, .structType, .functionType, .interfaceType, .mapType, .channelType, .ellipsis:
            return Operand(mode: .type, type: typeExpression(node))
        default: return .invalid
        }
    }

    private static func literalType(_ kind: Token) -> GoType {
        switch kind {
        case .int: .untypedInt
        case .float: .untypedFloat
        case .imaginary: .untypedComplex
        case .char: .untypedRune
        default: .untypedString
        }
    }

    // MARK: Names

    private mutating func identifier(_ node: Node, _ name: Int) -> Operand {
        let object = lookUp(name)
        guard !object.isNone else { return .invalid }
        set(node, object)
        if object.isLocal {
            let index = object.localIndex
            if locals[index].function != function, locals[index].function >= 0 { locals[index].isCaptured = true }
            switch locals[index].kind {
            case .packageName: return Operand(mode: .package, type: .invalid, object: object)
            case .typeName: return Operand(mode: .type, type: locals[index].type, object: object)
            default: return .value(locals[index].type)
            }
        }
        return use(object)
    }

    /// What a package-level or predeclared object gives.
    private mutating func use(_ object: ObjectID) -> Operand {
        switch objects[object].kind {
        case .typeName: return Operand(mode: .type, type: typeNamed(object), object: object)
        case .builtin: return Operand(mode: .builtin, type: .invalid, object: object)
        case .function: return Operand(mode: .value, type: type(of: object), object: object)
        default: return .value(type(of: object))
        }
    }

    private mutating func selector(_ operand: Node, _ name: Node) -> Operand {
        if tree.kind(operand) == .identifier {
            let object = lookUp(nameID(operand))
            if object.isLocal, locals[object.localIndex].kind == .packageName {
                set(operand, object)
                guard let member = packageMember(object, symbol(name), isType: false) else { return .invalid }
                set(name, member)
                let result = use(member)
                set(name, result.type)
                return result
            }
        }
        let left = expression(operand)
        guard let member = member(of: left.type, symbol(name)) else { return .invalid }
        set(name, member.object)
        set(name, member.type)
        if left.mode == .type {
            // A method expression T.m takes its receiver as the first parameter.
            guard member.kind == .method || member.kind == .interfaceMethod else { return .value(member.type) }
            return .value(
                types.signature(
                    [left.type] + types.parameters(member.type), Array(types.results(member.type)),
                    isVariadic: types.isVariadic(member.type)))
        }
        return .value(member.type)
    }

    /// The member of a type, remembered for the package.
    mutating func member(of type: GoType, _ name: Symbol) -> Member? {
        guard !type.isInvalid, name != .empty else { return nil }
        let key = UInt64(type.id) << 32 | UInt64(name.id)
        if let known = memberCache[key] { return known == 0 ? nil : members[Int(known) - 1] }
        var found = program.findMember(of: type, name, in: package) { prepare($0) }
        if let member = found, member.kind == .method, !readsBodies, !member.object.isLocal {
            resolve(member.object)
            let again = program.findMember(of: type, name, in: package) { prepare($0) }
            found = again
            // While it is being resolved the signature is not known: ask again later.
            if again?.type.isInvalid ?? true { return again }
        }
        if let found {
            members.append(found)
            memberCache.set(key, UInt32(members.count))
        } else if readsBodies {
            memberCache.set(key, 0)
        }
        return found
    }

    /// Makes sure that the underlying types of a type and of the interfaces in it are known.
    private mutating func prepare(_ type: GoType) {
        guard !readsBodies else { return }
        let base = underlying(type)
        guard types.kind(base) == .interface else { return }
        for inner in types.embedded(base) where types.kind(inner) == .named {
            if types.details[types.record(inner).detail].underlying == 0 {
                prepare(inner)
            } else {
                prepareEmbedded(inner, 0)
            }
        }
    }

    private mutating func prepareEmbedded(_ type: GoType, _ depth: Int) {
        guard depth < 16 else { return }
        let base = underlying(type)
        for inner in types.embedded(base) where types.kind(inner) == .named { prepareEmbedded(inner, depth + 1) }
    }

    // MARK: Operators

    /// Chains of operators lean to the left, as deep as they are long: they are read in a loop.
    private mutating func binaryChain(_ node: Node, _ hint: GoType) -> Operand {
        var spine: [Node] = []
        var leftmost = node
        while case .binary(_, let left, _) = tree.syntax(leftmost) {
            spine.append(leftmost)
            leftmost = left
        }
        var operand = expression(leftmost, hint: hint)
        for node in spine.reversed() {
            guard case .binary(let op, _, let right) = tree.syntax(node) else { break }
            let second = expression(right, hint: hint)
            operand = .value(binaryType(op, operand.type, second.type))
            set(node, operand.type)
        }
        return operand
    }

    private mutating func binaryType(_ op: Token, _ left: GoType, _ right: GoType) -> GoType {
        switch op {
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: return .untypedBool
        case .logicalAnd, .logicalOr:
            return left.isUntyped || left.isInvalid ? (right.isInvalid ? .untypedBool : right) : left
        case .shiftLeft, .shiftRight: return left == .untypedFloat ? .untypedInt : left
        default: break
        }
        if left.isInvalid { return right.isUntyped ? (right == .untypedString ? .string : .invalid) : right }
        if right.isInvalid { return left.isUntyped ? (left == .untypedString ? .string : .invalid) : left }
        if left.isUntyped {
            if right.isUntyped { return left.id >= right.id ? left : right }
            return right
        }
        return left
    }

    private mutating func unary(_ op: Token, _ node: Node, _ hint: GoType) -> Operand {
        switch op {
        case .and:
            let inner: Operand
            if tree.kind(tree.unparen(node)) == .compositeLiteral {
                inner = expression(node, hint: hint.isInvalid ? .invalid : types.dereferenced(hint))
            } else {
                inner = expression(node)
            }
            return inner.type.isInvalid ? .invalid : .value(types.pointer(to: inner.type))
        case .arrow:
            let base = core(expression(node).type)
            return Operand(mode: .commaOk, type: types.kind(base) == .channel ? types.element(base) : .invalid)
        case .tilde: return Operand(mode: .type, type: expression(node).type)
        default: return .value(expression(node, hint: hint).type)
        }
    }

    private mutating func star(_ node: Node) -> Operand {
        let inner = expression(node)
        if inner.mode == .type { return Operand(mode: .type, type: types.pointer(to: inner.type)) }
        let base = core(inner.type)
        return .value(types.kind(base) == .pointer ? types.element(base) : .invalid)
    }

    // MARK: Indices

    private mutating func index(_ operand: Node, _ indices: NodeList) -> Operand {
        let left = expression(operand)
        if left.mode == .type {
            var arguments: [GoType] = []
            for node in tree.nodes(indices) { arguments.append(typeExpression(node)) }
            return Operand(mode: .type, type: instantiate(left.type, left.object, arguments))
        }
        if !left.object.isNone, !left.object.isLocal, !program.typeParameters(of: left.object).isEmpty {
            return instance(of: left, indices)
        }
        for node in tree.nodes(indices) { expression(node) }
        let base = core(left.type)
        switch types.kind(base) {
        case .map: return Operand(mode: .commaOk, type: types.element(base))
        case .slice, .array: return .value(types.element(base))
        case .pointer:
            let array = underlying(types.element(base))
            return .value(types.kind(array) == .array ? types.element(array) : .invalid)
        case .basic where base.isStringBasic: return .value(.uint8)
        default: return .invalid
        }
    }

    /// A generic function with some or all of its type arguments.
    private mutating func instance(of function: Operand, _ indices: NodeList) -> Operand {
        var arguments: [GoType] = []
        for node in tree.nodes(indices) { arguments.append(typeExpression(node)) }
        let parameters = program.typeParameters(of: function.object)
        let map = Substitution(parameters: parameters, arguments: arguments)
        let type = types.substitute(function.type, map)
        let isWhole = arguments.count >= parameters.count
        return Operand(mode: .value, type: type, object: isWhole ? .none : function.object)
    }

    private mutating func slice(_ operand: Node, _ bounds: [Node]) -> Operand {
        let left = expression(operand)
        for bound in bounds where !bound.isNone { expression(bound) }
        let base = core(left.type)
        switch types.kind(base) {
        case .slice: return .value(left.type)
        case .array: return .value(types.slice(of: types.element(base)))
        case .pointer:
            let array = underlying(types.element(base))
            return .value(types.kind(array) == .array ? types.slice(of: types.element(array)) : .invalid)
        case .basic where base.isStringBasic: return .value(left.type.defaulted)
        default: return .invalid
        }
    }

    // MARK: Literals

    private mutating func compositeLiteral(_ typeNode: Node, _ elements: NodeList, _ hint: GoType) -> Operand {
        var type: GoType
        var isCounted = false
        if typeNode.isNone {
            // `{…}` in a slice of pointers makes what they point to.
            type = hint
            if types.kind(underlying(hint)) == .pointer { type = types.element(underlying(hint)) }
        } else {
            if case .arrayType(_, _, let counted) = tree.syntax(typeNode) { isCounted = counted }
            type = typeExpression(typeNode)
        }
        let base = core(type)
        switch types.kind(base) {
        case .structure: structElements(elements, type, base)
        case .slice, .array:
            let length = arrayElements(elements, types.element(base))
            if isCounted {
                type = types.array(of: types.element(base), length: length)
                set(typeNode, type)
            }
        case .map:
            for element in tree.nodes(elements) {
                guard case .keyValue(let key, let value) = tree.syntax(element) else {
                    expression(element, hint: types.element(base))
                    continue
                }
                expression(key, hint: types.key(base))
                expression(value, hint: types.element(base))
            }
        default: unknownElements(elements, type)
        }
        if typeNode.isNone, types.kind(underlying(hint)) == .pointer { return .value(hint) }
        return .value(type)
    }

    private mutating func structElements(_ elements: NodeList, _ type: GoType, _ base: GoType) {
        for (index, element) in tree.nodes(elements).enumerated() {
            guard case .keyValue(let key, let value) = tree.syntax(element) else {
                let field = index < types.fieldCount(base) ? types.field(index, of: base).type : .invalid
                expression(element, hint: field)
                continue
            }
            let member = member(of: type, symbol(key))
            if let member {
                set(key, member.object)
                set(key, member.type)
            }
            expression(value, hint: member?.type ?? .invalid)
            set(element, member?.type ?? .invalid)
        }
    }

    /// Gives the number of elements, keys regarded.
    private mutating func arrayElements(_ elements: NodeList, _ type: GoType) -> Int {
        var next = 0
        var length = 0
        for element in tree.nodes(elements) {
            if case .keyValue(let key, let value) = tree.syntax(element) {
                expression(key)
                if let index = constantValue(key).int, index >= 0, index < 1 << 30 { next = index }
                expression(value, hint: type)
            } else {
                expression(element, hint: type)
            }
            next += 1
            length = max(length, next)
        }
        return length
    }

    /// Elements of a literal whose type is not known: a struct, slice or map.
    private mutating func unknownElements(_ elements: NodeList, _ type: GoType) {
        for element in tree.nodes(elements) {
            guard case .keyValue(let key, let value) = tree.syntax(element) else {
                expression(element)
                continue
            }
            if tree.kind(key) == .identifier {
                // Most likely a field.
                if let member = member(of: type, symbol(key)) {
                    set(key, member.object)
                } else {
                    expression(key)
                }
            } else {
                expression(key)
            }
            expression(value)
        }
    }
}
