import GoSource

/// What assignments and other stores do to what variables hold.
extension TaintBuilder {
    mutating func assign(
        _ op: Token, _ left: NodeList, _ right: NodeList, _ environment: inout TaintEnvironment
    ) {
        let tree = file.tree
        let targets = tree.nodes(left)
        if tree.count(right) == 1, targets.count > 1 {
            let taints = evaluateTuple(tree.first(right), targets.count, &environment)
            for (target, taint) in zip(targets, taints) { set(target, taint, &environment) }
            return
        }
        var taints: [Taint] = []
        for (place, value) in tree.nodes(right).enumerated() {
            let inner = tree.unparen(value)
            if tree.kind(inner) == .functionLiteral, place < targets.count {
                let object = file.object(of: targets[place])
                if !object.isNone { literals[object] = inner }
            }
            if targets.count == 1, op == .assign || op == .define, assignFields(of: inner, to: targets[0], &environment)
            {
                return
            }
            var taint = evaluate(value, &environment)
            if op != .assign, op != .define, place < targets.count {
                taint.merge(evaluate(targets[place], &environment))
            }
            taints.append(taint)
        }
        for (target, taint) in zip(targets, taints) { set(target, taint, &environment) }
    }

    /// `x = T{…}`, `x = &T{…}` and `x = y`: what is known of each field stays apart.
    mutating func assignFields(of value: Node, to target: Node, _ environment: inout TaintEnvironment) -> Bool {
        let tree = file.tree
        guard let target = storePlace(target), target.root.isLocal, target.path.isWhole, !target.isPart,
            !target.isBehind
        else { return false }
        var value = value
        if case .unary(.and, let operand) = tree.syntax(value) { value = tree.unparen(operand) }
        if case .compositeLiteral(_, let elements) = tree.syntax(value) {
            guard code.types.kind(code.types.underlying(code.types.dereferenced(file.type(of: value)))) == .structure,
                tree.kind(tree.first(elements)) == .keyValue
            else { return false }
            var fields: [(ObjectID, Taint)] = []
            for element in tree.nodes(elements) {
                guard case .keyValue(let key, let value) = tree.syntax(element) else { continue }
                let taint = stored(evaluate(value, &environment), in: file.object(of: key))
                if !taint.isEmpty { fields.append((file.object(of: key), taint)) }
            }
            environment[target.root] = Taint()
            for (field, taint) in fields {
                let path = field.isNone ? FieldPath() : FieldPath(first: field)
                environment.add(TaintPlace(root: target.root, path: path), taint)
            }
            return true
        }
        guard let source = code.variable(value, in: file), source.isLocal, canCarry(code.info.type(of: source)) else {
            return false
        }
        environment.copy(alias(source), to: target.root)
        return true
    }

    mutating func set(_ target: Node, _ taint: Taint, _ environment: inout TaintEnvironment) {
        guard let place = storePlace(target) else { return }
        let type = file.type(of: file.tree.unparen(target))
        var taint = type.isInvalid || canCarry(type) || place.isPart ? taint : Taint()
        taint = stored(taint, in: place.field)
        if place.root.isLocal, !place.isBehind || !place.isPart {
            environment.set(place.asPlace, taint)
        } else if !taint.isEmpty {
            environment.add(place.asPlace, taint)
        }
        share(taint, place)
    }

    /// Adds to what a variable holds that something is stored in.
    mutating func weaken(_ target: Node, _ taint: Taint, _ environment: inout TaintEnvironment) {
        guard !taint.isEmpty, let place = storePlace(target) else { return }
        environment.add(place.asPlace, taint)
        if let parameter = parameters[place.root], parameter.isShared { written.insert(place.root) }
        share(taint, place)
    }

    /// What is stored in a variable of the package or in a field of what others hold too, other functions see.
    mutating func share(_ taint: Taint, _ place: StorePlace) {
        if place.isBehind, parameters[place.root] != nil { written.insert(place.root) }
        guard !taint.isEmpty else { return }
        if !place.root.isLocal, code.isShared(variable: place.root) { flow(taint, to: .shared(place.root)) }
        // Fields of general types (buffers, lists) hold what callers give; only what a function reads itself counts.
        if !place.field.isNone, parameters[place.root] != nil, code.isShared(field: place.field) {
            flow(taint.only(sourceBits), to: .shared(place.field))
        }
    }

    /// Some fields take the harm out of what they get: the path of a URL decides no host.
    func stored(_ taint: Taint, in field: ObjectID) -> Taint {
        guard !taint.isEmpty, !field.isNone, code.info.kind(of: field) == .field,
            let cleared = TaintSpecs.clearingFields[code.qualifiedName(field)]
        else { return taint }
        return taint.clearing(cleared)
    }
}
