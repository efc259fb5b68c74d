extension Checker {
    mutating func call(
        _ node: Node, _ function: Node, _ arguments: NodeList, _ isSpread: Bool, _ hint: GoType
    ) -> Operand {
        let callee = expression(function)
        switch callee.mode {
        case .type:
            for argument in tree.nodes(arguments) { expression(argument, hint: callee.type) }
            return .value(callee.type)
        case .builtin: return builtinCall(callee.object, arguments, hint)
        default: break
        }
        var signature = core(callee.type)
        guard types.kind(signature) == .signature else {
            for argument in tree.nodes(arguments) { expression(argument) }
            return unknownResult(function)
        }
        var argumentTypes: [GoType] = []
        let isGeneric =
            !callee.object.isNone && !callee.object.isLocal && !program.typeParameters(of: callee.object).isEmpty
        let parameters = types.parameters(signature)
        let isVariadic = types.isVariadic(signature)
        for (index, argument) in tree.nodes(arguments).enumerated() {
            var wanted = GoType.invalid
            if isVariadic, index >= parameters.count - 1 {
                wanted = isSpread ? parameters[parameters.count - 1] : types.element(parameters[parameters.count - 1])
            } else if index < parameters.count {
                wanted = parameters[index]
            }
            let operand = expression(argument, hint: wanted)
            if isGeneric { argumentTypes.append(operand.type) }
        }
        if isGeneric {
            // f(g()) with several results.
            if argumentTypes.count == 1, types.kind(argumentTypes[0]) == .tuple {
                argumentTypes = Array(types.elements(argumentTypes[0]))
            }
            signature = infer(signature, callee.object, argumentTypes, isSpread: isSpread)
            set(function, signature)
        }
        let results = types.results(signature)
        switch results.count {
        case 0: return Operand(mode: .noValue, type: .noValue)
        case 1: return .value(results[0])
        default: return .value(types.tuple(Array(results)))
        }
    }

    /// A function whose source is not there gives a type that is known by the function's name, `gorm.Open()`, so that
    /// what is called on it has a name too.
    private mutating func unknownResult(_ function: Node) -> Operand {
        let object = object(of: function)
        guard !object.isNone, !object.isLocal, objects[object].kind == .unknown else { return .invalid }
        return .value(program.unknownResult(of: object))
    }

    /// The signature of a generic function with the type arguments that its arguments tell (specification, "Type
    /// inference"); parameters that they do not tell stay.
    private mutating func infer(
        _ signature: GoType, _ object: ObjectID, _ arguments: [GoType], isSpread: Bool
    ) -> GoType {
        let parameters = Array(program.typeParameters(of: object))
        var found = [GoType](repeating: .invalid, count: parameters.count)
        let declared = types.parameters(signature)
        let isVariadic = types.isVariadic(signature)
        // Typed arguments first, then untyped constants for what is left.
        for round in 0..<2 {
            for (index, argument) in arguments.enumerated() where !argument.isInvalid {
                guard argument.isUntyped == (round == 1) else { continue }
                var parameter: GoType
                if isVariadic, index >= declared.count - 1 {
                    parameter = declared[declared.count - 1]
                    if !isSpread { parameter = types.element(parameter) }
                } else if index < declared.count {
                    parameter = declared[index]
                } else {
                    continue
                }
                if argument.isUntyped {
                    guard let position = parameters.firstIndex(of: parameter), argument != .untypedNil else { continue }
                    if found[position].isInvalid { found[position] = argument.defaulted }
                } else {
                    unify(parameter, argument, parameters, &found, 0)
                }
            }
            // Core types of constraints tell more: [S ~[]E, E any].
            for (position, parameter) in parameters.enumerated() {
                let core = types.core(types.constraint(of: parameter))
                guard !core.isInvalid, types.kind(core) != .interface else { continue }
                if !found[position].isInvalid {
                    unify(core, underlying(found[position]), parameters, &found, 0)
                } else {
                    let made = types.substitute(core, Substitution(parameters: parameters, arguments: found))
                    if !types.record(made).isGeneric { found[position] = made }
                }
            }
        }
        return types.substitute(signature, Substitution(parameters: parameters, arguments: found))
    }

    /// Fills `found` with what makes `parameter` the type `argument`.
    private mutating func unify(
        _ parameter: GoType, _ argument: GoType, _ parameters: [GoType], _ found: inout [GoType], _ depth: Int
    ) {
        let record = types.record(parameter)
        guard record.isGeneric, !argument.isInvalid, depth < TypeTable.maximumDepth else { return }
        if record.kind == .typeParameter {
            if let position = parameters.firstIndex(of: parameter), found[position].isInvalid {
                found[position] = argument
            }
            return
        }
        var argument = argument
        if record.kind != .named, types.kind(argument) == .named { argument = underlying(argument) }
        guard types.kind(argument) == record.kind else { return }
        switch record.kind {
        case .pointer, .slice, .array, .channel:
            unify(types.element(parameter), types.element(argument), parameters, &found, depth + 1)
        case .map:
            unify(types.key(parameter), types.key(argument), parameters, &found, depth + 1)
            unify(types.element(parameter), types.element(argument), parameters, &found, depth + 1)
        case .signature:
            for (left, right) in zip(types.parameters(parameter), types.parameters(argument)) {
                unify(left, right, parameters, &found, depth + 1)
            }
            for (left, right) in zip(types.results(parameter), types.results(argument)) {
                unify(left, right, parameters, &found, depth + 1)
            }
        case .structure:
            for (left, right) in zip(types.fields(parameter), types.fields(argument)) {
                unify(left.type, right.type, parameters, &found, depth + 1)
            }
        case .named where types.origin(of: parameter) == types.origin(of: argument):
            for (left, right) in zip(types.typeArguments(of: parameter), types.typeArguments(of: argument)) {
                unify(left, right, parameters, &found, depth + 1)
            }
        default: break
        }
    }

    // MARK: Builtins

    private mutating func builtinCall(_ object: ObjectID, _ arguments: NodeList, _ hint: GoType) -> Operand {
        guard let builtin = program.builtin(object) else { return .invalid }
        let first = tree.first(arguments)
        switch builtin {
        case .make:
            let type = typeExpression(first)
            for (index, argument) in tree.nodes(arguments).enumerated() where index > 0 { expression(argument) }
            return .value(type)
        case .new:
            // Since Go 1.26 also new(expression).
            let operand = expression(first)
            return .value(operand.type.isInvalid ? .invalid : types.pointer(to: operand.type.defaulted))
        default: break
        }
        var operands: [Operand] = []
        for (index, argument) in tree.nodes(arguments).enumerated() {
            let element = index > 0 && builtin == .append ? types.element(core(operands[0].type)) : hint
            operands.append(expression(argument, hint: index == 0 && builtin == .append ? hint : element))
        }
        let type = operands.first?.type ?? .invalid
        switch builtin {
        case .append:
            // append(nil, …) does not exist; append([]byte(nil), …) has its type.
            return .value(type == .untypedNil ? .invalid : type)
        case .len, .cap, .copy: return .value(.int)
        case .clear, .close, .delete, .panic, .print, .println: return Operand(mode: .noValue, type: .noValue)
        case .recover: return .value(.any)
        case .complex:
            let part = operands.map(\.type).first { !$0.isUntyped } ?? type
            return .value(part == .float32 ? .complex64 : part.isUntyped ? .untypedComplex : .complex128)
        case .real, .imag:
            return .value(underlying(type) == .complex64 ? .float32 : type.isUntyped ? .untypedFloat : .float64)
        case .max, .min:
            let typed = operands.map(\.type).first { !$0.isUntyped && !$0.isInvalid }
            return .value(typed ?? operands.map(\.type).max { $0.id < $1.id } ?? .invalid)
        case .alignof, .offsetof, .sizeof: return .value(.uintptr)
        case .string: return .value(.string)
        case .stringData: return .value(types.pointer(to: .uint8))
        case .slice:
            let base = underlying(type)
            return .value(types.kind(base) == .pointer ? types.slice(of: types.element(base)) : .invalid)
        case .sliceData:
            let base = core(type)
            return .value(types.kind(base) == .slice ? types.pointer(to: types.element(base)) : .invalid)
        case .add: return .value(.unsafePointer)
        case .make, .new: return .invalid
        }
    }

    // MARK: Several values

    /// The type of the value `position` that one expression gives: results of a call, or a value and whether it is there.
    mutating func part(_ position: Int, of operand: Operand, at node: Node) -> GoType {
        if types.kind(operand.type) == .tuple {
            let elements = types.elements(operand.type)
            return position < elements.count ? elements[position] : .invalid
        }
        if operand.mode == .commaOk { return position == 0 ? operand.type : .bool }
        // Of a function without source only the first value is named.
        // Parentheses around x.(T) and the like.
        let inner = tree.unparen(node)
        if position == 1 {
            switch tree.kind(inner) {
            case .typeAssertion, .index: return .bool
            case .unary: return .bool
            default: return .invalid
            }
        }
        return position == 0 ? operand.type : .invalid
    }
}
