import GoSource

/// Statements in the order in which they run: branches apart and then together, loops twice.
extension TaintBuilder {
    mutating func execute(_ node: Node, _ environment: inout TaintEnvironment) {
        guard !node.isNone, depth < Self.maximumDepth, budget > 0 else { return }
        depth += 1
        budget -= 1
        defer { depth -= 1 }
        let tree = file.tree
        switch tree.syntax(node) {
        case .block(let statements):
            for statement in tree.nodes(statements) { execute(statement, &environment) }
        case .expression(let inner): _ = evaluate(inner, &environment)
        case .assign(let op, let left, let right): assign(op, left, right, &environment)
        case .declaration(let inner): execute(inner, &environment)
        case .general(_, let specs, _): for spec in tree.nodes(specs) { execute(spec, &environment) }
        case .valueSpec(let names, _, let values):
            if !tree.first(values).isNone {
                assign(.define, names, values, &environment)
            } else {
                for name in tree.nodes(names) { set(name, Taint(), &environment) }
            }
        case .labeled(let label, let statement):
            let name = tree.name(of: label)
            if let jumped = jumps[name] { environment.merge(jumped) }
            exits.nextLabel = name
            execute(statement, &environment)
        case .send(let channel, let value):
            let taint = evaluate(value, &environment)
            weaken(channel, taint, &environment)
        case .incrementDecrement: break
        case .go(let call), .defer(let call): _ = evaluate(call, &environment)
        case .return(let results): returned(results, &environment)
        case .branch(let op, let label): jump(op, label.isNone ? nil : tree.name(of: label), environment)
        case .if(let initial, let condition, let then, let otherwise):
            execute(initial, &environment)
            branch(condition, then, otherwise, &environment)
        case .for(let initial, let condition, let post, let body):
            execute(initial, &environment)
            loop(&environment, post) { builder, inner in
                if !condition.isNone { _ = builder.evaluate(condition, &inner) }
                builder.execute(body, &inner)
            }
        case .range(let key, let value, _, let operand, let body):
            let taint = evaluate(operand, &environment)
            let isMap = code.types.kind(code.types.underlying(file.type(of: operand))) == .map
            loop(&environment, .none) { builder, inner in
                // Positions in a list are no data; keys of a map are.
                if !key.isNone {
                    builder.set(key, isMap || value.isNone && !builder.isList(operand) ? taint : Taint(), &inner)
                }
                if !value.isNone { builder.set(value, taint, &inner) }
                builder.execute(body, &inner)
            }
        case .switch(let initial, let tag, let body):
            execute(initial, &environment)
            if !tag.isNone { _ = evaluate(tag, &environment) }
            clauses(body, tag, nil, &environment)
        case .typeSwitch(let initial, let guardStatement, let body):
            execute(initial, &environment)
            var taint = Taint()
            switch tree.syntax(guardStatement) {
            case .assign(_, _, let right): taint = evaluate(tree.first(right), &environment)
            case .expression(let inner): taint = evaluate(inner, &environment)
            default: break
            }
            clauses(body, .none, taint, &environment)
        case .select(let body): clauses(body, .none, nil, &environment)
        default: break
        }
    }

    private mutating func branch(
        _ condition: Node, _ then: Node, _ otherwise: Node, _ environment: inout TaintEnvironment
    ) {
        _ = evaluate(condition, &environment)
        payCopy(of: environment)
        var other = environment
        let guards = self.guards(condition)
        apply(guards.whenTrue, &environment)
        apply(guards.whenFalse, &other)
        execute(then, &environment)
        execute(otherwise, &other)
        if ends(then) {
            environment = other
        } else if otherwise.isNone || !ends(otherwise) {
            environment.merge(other)
        }
    }

    /// Copies and joins of environments cost as much as they hold: so many variables as much as one statement.
    private static let variablesForAStatement = 32

    private mutating func payCopy(of environment: TaintEnvironment) {
        budget -= environment.count / Self.variablesForAStatement
    }

    /// Reads the body of a loop twice, so that what one turn leaves behind the next one sees; inner loops once.
    private mutating func loop(
        _ environment: inout TaintEnvironment, _ post: Node,
        _ body: (inout TaintBuilder, inout TaintEnvironment) -> Void
    ) {
        let label = exits.takeLabel()
        for _ in 0..<(loopDepth == 0 ? 2 : 1) {
            loopDepth += 1
            defer { loopDepth -= 1 }
            payCopy(of: environment)
            var inner = environment
            exits.enter(label, isLoop: true)
            body(&self, &inner)
            let left = exits.leave()
            if let continued = left.continued { inner.merge(continued) }
            execute(post, &inner)
            environment.merge(inner)
            if let broken = left.broken { environment.merge(broken) }
        }
    }

    /// A statement that goes on elsewhere takes what holds with it.
    private mutating func jump(_ op: Token, _ label: String?, _ environment: TaintEnvironment) {
        payCopy(of: environment)
        switch op {
        case .break: exits.note(environment, label, isContinue: false)
        case .continue: exits.note(environment, label, isContinue: true)
        case .goto:
            guard let label else { return }
            if jumps[label] == nil { jumps[label] = environment } else { jumps[label]?.merge(environment) }
        default: break
        }
    }

    func isList(_ node: Node) -> Bool {
        switch code.types.kind(code.types.underlying(file.type(of: node))) {
        case .slice, .array, .pointer: true
        case .basic: true
        default: false
        }
    }

    mutating func clauses(_ body: Node, _ tag: Node, _ taint: Taint?, _ environment: inout TaintEnvironment) {
        let tree = file.tree
        guard case .block(let statements) = tree.syntax(body) else { return }
        var result: TaintEnvironment?
        var hasDefault = false
        let start = environment
        /// What the clause before falls through with.
        var fallen: TaintEnvironment?
        exits.enter(exits.takeLabel(), isLoop: false)
        for clause in tree.nodes(statements) {
            payCopy(of: start)
            var inner = start
            var list: NodeList
            switch tree.syntax(clause) {
            case .caseClause(let expressions, let body, let isDefault):
                if isDefault { hasDefault = true }
                for expression in tree.nodes(expressions) where taint == nil { _ = evaluate(expression, &inner) }
                let isFixed = tree.nodes(expressions).allSatisfy { code.info.constant(of: $0, in: file).isKnown }
                if !tag.isNone, !isDefault, isFixed, let place = place(tag), !place.isPart {
                    inner.clear(place, .all)
                }
                if let taint { typeSwitchVariables(clause, taint, &inner) }
                list = body
            case .communicationClause(let communication, let body):
                if communication.isNone { hasDefault = true } else { execute(communication, &inner) }
                list = body
            default: continue
            }
            if let fallen { inner.merge(fallen) }
            for statement in tree.nodes(list) { execute(statement, &inner) }
            fallen = fallsThrough(list) ? inner : nil
            if let last = tree.nodes(list).last, ends(last) { continue }
            result?.merge(inner)
            result = result ?? inner
        }
        if let broken = exits.leave().broken {
            result?.merge(broken)
            result = result ?? broken
        }
        if var result {
            if !hasDefault { result.merge(start) }
            environment = result
        }
    }

    private func fallsThrough(_ statements: NodeList) -> Bool {
        guard let last = file.tree.nodes(statements).last, case .branch(.fallthrough, _) = file.tree.syntax(last) else {
            return false
        }
        return true
    }

    /// Each clause of a type switch has a variable of its own.
    mutating func typeSwitchVariables(_ clause: Node, _ taint: Taint, _ environment: inout TaintEnvironment) {
        guard !taint.isEmpty else { return }
        var seen: [ObjectID] = []
        let file = file
        file.tree.visit(clause) { node, kind in
            if kind == .identifier {
                let object = file.object(of: node)
                if object.isLocal, let local = code.info.local(object), local.role == .typeSwitch {
                    seen.append(object)
                }
            }
            return true
        }
        for object in seen { environment[object] = taint }
    }

    mutating func returned(_ results: NodeList, _ environment: inout TaintEnvironment) {
        let tree = file.tree
        let count = tree.count(results)
        if literalResult != nil {
            for result in tree.nodes(results) {
                let taint = evaluate(result, &environment)
                literalResult?.merge(taint)
            }
            if count == 0 {
                for object in literalResultObjects where !object.isNone { literalResult?.merge(environment[object]) }
            }
            return
        }
        defer { leave(environment) }
        if count == 0 {
            for (index, object) in resultObjects.enumerated() where !object.isNone {
                flow(environment[object], to: .result(index))
            }
        } else if count == 1, resultCount > 1 {
            let taints = evaluateTuple(tree.first(results), resultCount, &environment)
            for (index, taint) in taints.enumerated() { flow(taint, to: .result(index)) }
        } else {
            for (index, result) in tree.nodes(results).enumerated() {
                flow(evaluate(result, &environment), to: .result(index))
            }
        }
    }

    func ends(_ node: Node) -> Bool {
        let tree = file.tree
        switch tree.syntax(node) {
        case .return, .branch: return true
        case .block(let statements):
            guard let last = tree.nodes(statements).last else { return false }
            return ends(last)
        case .if(_, _, let then, let otherwise): return !otherwise.isNone && ends(then) && ends(otherwise)
        case .expression(let inner): return code.neverReturns(inner, in: file)
        default: return false
        }
    }
}
