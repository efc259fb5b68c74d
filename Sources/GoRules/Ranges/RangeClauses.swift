import GoSource

/// Switches and selects: each clause with what its case says, and together again behind them.
extension ValueRanges {
    mutating func clauses(_ body: Node, _ tag: Node, _ environment: inout RangeEnvironment) -> Bool {
        guard case .block(let statements) = tree.syntax(body) else { return true }
        var result: RangeEnvironment?
        var hasDefault = false
        /// What holds where no case so far did.
        var rest = environment
        let hasBreak = code.contains(body, in: file) { node, kind in
            if kind == .branch, case .branch(.break, _) = tree.syntax(node) { return true }
            return false
        }
        for clause in tree.nodes(statements) {
            var inner = rest
            let list: NodeList
            switch tree.syntax(clause) {
            case .caseClause(let expressions, let statements, let isDefault):
                list = statements
                if isDefault { hasDefault = true }
                if tag.isNone {
                    inner = enterClause(tree.nodes(expressions), &rest)
                } else if let bound = constants(tree.nodes(expressions)) {
                    constrain(tag, bound, &inner)
                }
            case .communicationClause(let communication, let statements):
                list = statements
                if communication.isNone { hasDefault = true } else { _ = execute(communication, &inner) }
            default: continue
            }
            guard executeAll(list, &inner) else { continue }
            result?.merge(inner)
            result = result ?? inner
        }
        if !hasDefault {
            result?.merge(rest)
            result = result ?? rest
        }
        let goesOn = result != nil || hasBreak
        if let result { environment = result }
        if hasBreak { forgetChanged(in: body, &environment) }
        return goesOn
    }

    /// The environment in a clause of a switch without a tag; narrows the rest to where its case does not hold.
    private mutating func enterClause(_ cases: NodeSequence, _ rest: inout RangeEnvironment) -> RangeEnvironment {
        var inner = rest
        guard cases.count == 1, !file.type(of: cases[0]).isInvalid else { return inner }
        look(cases[0], &inner)
        rest = outcomes(cases[0], rest).whenFalse
        return outcomes(cases[0], inner).whenTrue
    }

    /// From the least to the largest of the constants; nil where there are others.
    private func constants(_ cases: NodeSequence) -> Interval? {
        var bound: Interval?
        for expression in cases {
            guard let value = code.info.constant(of: expression, in: file).integer else { return nil }
            bound = bound?.union(Interval(value)) ?? Interval(value)
        }
        return bound
    }
}
