import GoSource

/// What statements change, in the order in which they run.
extension ValueRanges {
    /// False where what follows is not reached.
    mutating func execute(_ node: Node, _ environment: inout RangeEnvironment) -> Bool {
        guard !node.isNone, depth < Self.maximumDepth else { return true }
        depth += 1
        defer { depth -= 1 }
        switch tree.syntax(node) {
        case .block(let statements): return executeAll(statements, &environment)
        case .expression(let inner):
            look(inner, &environment)
            return !code.neverReturns(inner, in: file)
        case .assign(let op, let left, let right): assign(op, left, right, &environment)
        case .declaration(let inner): return execute(inner, &environment)
        case .general(_, let specs, _): for spec in tree.nodes(specs) { _ = execute(spec, &environment) }
        case .valueSpec(let names, _, let values):
            if tree.first(values).isNone {
                for name in tree.nodes(names) { zero(name, &environment) }
            } else {
                assign(.define, names, values, &environment)
            }
        case .labeled(let label, let statement):
            // Whatever holds where a jump comes from.
            if jumpTargets.contains(tree.name(of: label)) { environment = RangeEnvironment() }
            return execute(statement, &environment)
        case .send(let channel, let value):
            look(channel, &environment)
            look(value, &environment)
        case .incrementDecrement(let op, let operand): step(op, operand, &environment)
        case .go(let call), .defer(let call): look(call, &environment)
        case .return(let results):
            for result in tree.nodes(results) { look(result, &environment) }
            return false
        case .branch: return false
        case .if(let initial, let condition, let then, let otherwise):
            _ = execute(initial, &environment)
            return branch(condition, then, otherwise, &environment)
        case .for(let initial, let condition, let post, let body):
            _ = execute(initial, &environment)
            return loop(condition, post, body, &environment)
        case .range(let key, let value, _, let operand, let body): range(key, value, operand, body, &environment)
        case .switch(let initial, let tag, let body):
            _ = execute(initial, &environment)
            if !tag.isNone { look(tag, &environment) }
            return clauses(body, tag, &environment)
        case .typeSwitch(let initial, let guardStatement, let body):
            _ = execute(initial, &environment)
            _ = execute(guardStatement, &environment)
            return clauses(body, .none, &environment)
        case .select(let body): return clauses(body, .none, &environment)
        default: break
        }
        return true
    }

    mutating func executeAll(_ statements: NodeList, _ environment: inout RangeEnvironment) -> Bool {
        var goesOn = true
        for statement in tree.nodes(statements) where goesOn || isJumpTarget(statement) {
            goesOn = execute(statement, &environment)
        }
        return goesOn
    }

    private func isJumpTarget(_ statement: Node) -> Bool {
        guard case .labeled(let label, _) = tree.syntax(statement) else { return false }
        return jumpTargets.contains(tree.name(of: label))
    }

    private mutating func branch(
        _ condition: Node, _ then: Node, _ otherwise: Node, _ environment: inout RangeEnvironment
    ) -> Bool {
        look(condition, &environment)
        var (first, second) = outcomes(condition, environment)
        let firstGoesOn = execute(then, &first)
        let secondGoesOn = otherwise.isNone ? true : execute(otherwise, &second)
        if firstGoesOn, secondGoesOn { first.merge(second) }
        environment = firstGoesOn || !secondGoesOn ? first : second
        return firstGoesOn || secondGoesOn
    }

    // MARK: Assignments

    private mutating func step(_ op: Token, _ operand: Node, _ environment: inout RangeEnvironment) {
        look(operand, &environment)
        guard let place = place(operand), let whole = whole(operand) else { return }
        let next = Interval.result(of: op == .increment ? .add : .subtract, interval(operand, environment), Interval(1))
        environment.set(.value, of: place, to: next?.fitted(into: whole) ?? whole)
    }

    private func zero(_ name: Node, _ environment: inout RangeEnvironment) {
        guard let place = place(name) else { return }
        environment.forget(place.root)
        let type = file.type(of: name)
        guard whole(type.isInvalid ? code.info.type(of: place.root) : type) != nil else { return }
        environment.set(.value, of: place, to: Interval(0))
    }

    /// What an expression gives to the place that it is stored in.
    struct Stored {
        var value: Interval?
        var lengths: Lengths?
    }

    mutating func assign(
        _ op: Token, _ left: NodeList, _ right: NodeList, _ environment: inout RangeEnvironment
    ) {
        let targets = tree.nodes(left)
        for value in tree.nodes(right) { look(value, &environment) }
        for target in targets where tree.kind(tree.unparen(target)) != .identifier { look(target, &environment) }
        if tree.count(right) == 1, targets.count > 1 {
            let first = Stored(value: parsed(tree.first(right)))
            for (place, target) in targets.enumerated() {
                store(target, place == 0 ? first : Stored(), &environment)
            }
            return
        }
        // All values first: `a, b = b, a`.
        let values = zip(targets, tree.nodes(right)).map { stored(op, $0, $1, environment) }
        for (target, value) in zip(targets, values) { store(target, value, &environment) }
    }

    private func stored(_ op: Token, _ target: Node, _ value: Node, _ environment: RangeEnvironment) -> Stored {
        if let binary = op.assignedOperator {
            // What is no integer is not followed.
            guard let whole = whole(target) else { return Stored() }
            let result = Interval.result(of: binary, interval(target, environment), interval(value, environment))
            return Stored(value: result?.fitted(into: whole) ?? whole)
        }
        let type = file.type(of: value)
        if whole(type.defaulted) != nil { return Stored(value: interval(value, environment)) }
        guard isSliceLike(type) || type.isInvalid || code.types.kind(type) == .pointer else { return Stored() }
        return Stored(lengths: lengths(value, environment))
    }

    func store(_ target: Node, _ stored: Stored, _ environment: inout RangeEnvironment) {
        let node = tree.unparen(target)
        guard let place = place(node) else { return }
        environment.forget(place)
        if tree.kind(node) == .star { environment.forget { isExposed($0) } }
        let declared = code.info.type(of: file.object(of: node))
        if let value = stored.value, let whole = whole(declared.isInvalid ? file.type(of: node) : declared) {
            environment.set(.value, of: place, to: value.fitted(into: whole))
        }
        if let lengths = stored.lengths, lengths.isMade || lengths.length != .length {
            environment.setLengths(
                of: place, length: lengths.length, capacity: lengths.capacity, isMade: lengths.isMade)
        }
    }
}
