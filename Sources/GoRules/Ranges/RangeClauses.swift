import GoSource

/// Switches and selects: each clause with what its case says, and together again behind them.
extension ValueRanges {
    mutating func clauses(_ body: Node, _ tag: Node, _ environment: inout RangeEnvironment) -> Bool {
        guard case .block(let statements) = tree.syntax(body) else { return true }
        var result: RangeEnvironment?
        var hasDefault = false
        /// What holds where no case so far did.
        var rest = environment
        let before = environment
        /// What the clause before falls through with.
        var fallen: RangeEnvironment?
        for clause in tree.nodes(statements) {
            var inner = rest
            let list: NodeList
            switch tree.syntax(clause) {
            case .caseClause(let expressions, let statements, let isDefault):
                list = statements
                if isDefault { hasDefault = true }
                inner = enterClause(tree.nodes(expressions), tag, &rest)
                if let fallen { inner.merge(fallen) }
            case .communicationClause(let communication, let statements):
                list = statements
                if communication.isNone { hasDefault = true } else { _ = execute(communication, &inner) }
            default: continue
            }
            let goesOn = executeAll(list, &inner)
            fallen = fallsThrough(list) ? inner : nil
            guard goesOn else { continue }
            result?.merge(inner)
            result = result ?? inner
        }
        if !hasDefault {
            result?.merge(rest)
            result = result ?? rest
        }
        if isLeft(body) {
            // A break may come from any clause, before or after what it changes.
            environment = before
            forgetChanged(in: body, &environment)
            return true
        }
        if let result { environment = result }
        return result != nil
    }

    private func fallsThrough(_ statements: NodeList) -> Bool {
        guard let last = tree.nodes(statements).last, case .branch(.fallthrough, _) = tree.syntax(last) else {
            return false
        }
        return true
    }

    /// The environment in a clause, where one of its cases holds; narrows the rest to where none does.
    private mutating func enterClause(
        _ cases: NodeSequence, _ tag: Node, _ rest: inout RangeEnvironment
    ) -> RangeEnvironment {
        guard tag.isNone else {
            for expression in cases { look(expression, &rest) }
            var inner = rest
            if let bound = constants(cases) { constrain(tag, bound, &inner) }
            return inner
        }
        var entered: RangeEnvironment?
        for expression in cases {
            look(expression, &rest)
            let (whenTrue, whenFalse) = outcomes(expression, rest)
            entered?.merge(whenTrue)
            entered = entered ?? whenTrue
            rest = whenFalse
        }
        return entered ?? rest
    }

    /// From the least to the largest of the constants; nil where there are others.
    private func constants(_ cases: NodeSequence) -> Interval? {
        var bound: Interval?
        for expression in cases {
            guard let value = constant(expression) else { return nil }
            bound = bound?.union(value) ?? value
        }
        return bound
    }
}
