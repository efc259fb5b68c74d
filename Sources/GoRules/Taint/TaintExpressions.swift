import Findings
import GoSource

/// What expressions hold.
extension TaintBuilder {
    mutating func evaluateTuple(_ node: Node, _ count: Int, _ environment: inout TaintEnvironment) -> [Taint] {
        let inner = file.tree.unparen(node)
        guard file.tree.kind(inner) == .call else {
            let taint = evaluate(inner, &environment)
            return [taint] + [Taint](repeating: Taint(), count: max(0, count - 1))
        }
        let taints = call(inner, &environment)
        if taints.count == count { return taints }
        let first = taints.first ?? Taint()
        return [Taint](repeating: first, count: count)
    }

    mutating func evaluate(_ node: Node, _ environment: inout TaintEnvironment) -> Taint {
        guard !node.isNone, depth < Self.maximumDepth, budget > 0 else { return Taint() }
        depth += 1
        budget -= 1
        defer { depth -= 1 }
        let tree = file.tree
        switch tree.syntax(node) {
        case .identifier:
            let object = file.object(of: node)
            if object.isLocal { return environment[alias(object)] }
            return variable(node, object, environment)
        case .paren(let inner): return evaluate(inner, &environment)
        case .selector(let operand, _):
            let object = file.object(of: node)
            if code.info.kind(of: file.object(of: operand)) == .packageName {
                return variable(node, object, environment)
            }
            var taint: Taint
            if let place = storePlace(node), place.root.isLocal, !place.isPart {
                taint = environment.taint(place.asPlace)
                if parameters[place.root] != nil { taint.merge(shared(field: place.field)) }
            } else {
                taint = evaluate(operand, &environment)
            }
            guard !taint.isEmpty else { return taint }
            if code.info.kind(of: object) == .field, TaintSpecs.harmlessFields.contains(code.qualifiedName(object)) {
                return Taint()
            }
            let type = file.type(of: node)
            return type.isInvalid || canCarry(type) ? taint : Taint()
        case .index(let operand, let indices):
            for index in tree.nodes(indices) { _ = evaluate(index, &environment) }
            return evaluate(operand, &environment)
        case .slice(let operand, _, _, _): return evaluate(operand, &environment)
        case .typeAssertion(let operand, _): return evaluate(operand, &environment)
        case .star(let operand): return evaluate(operand, &environment)
        case .unary(_, let operand): return evaluate(operand, &environment)
        case .binary(let op, let left, let right):
            var taint = evaluate(left, &environment)
            taint.merge(evaluate(right, &environment))
            guard op == .add else { return Taint() }
            // "/users/" + x stays on this site; "/" + x need not.
            if !taint.isEmpty, let text = code.string(left, in: file), TaintSpecs.isPathOfThisSite(text) {
                return taint.clearing(.redirect)
            }
            return taint
        case .compositeLiteral(_, let elements):
            var taint = Taint()
            for element in tree.nodes(elements) {
                if case .keyValue(let key, let value) = tree.syntax(element) {
                    taint.merge(stored(evaluate(value, &environment), in: file.object(of: key)))
                } else {
                    taint.merge(evaluate(element, &environment))
                }
            }
            return taint
        case .functionLiteral: return literal(node, nil, &environment)
        case .call: return call(node, &environment).first ?? Taint()
        default: return Taint()
        }
    }

    mutating func variable(_ node: Node, _ object: ObjectID, _ environment: TaintEnvironment) -> Taint {
        guard code.info.kind(of: object) == .variable else { return Taint() }
        if let what = TaintSpecs.sourceVariables[code.qualifiedName(object)] {
            return source(node, isRemote: false, what)
        }
        var taint = environment[object]
        if code.isShared(variable: object), canCarry(code.info.type(of: object)) {
            taint.merge(self.taint(of: .shared(object), .shared(object)))
        }
        return taint
    }

    /// What methods put into a field of what they are called on.
    mutating func shared(field: ObjectID) -> Taint {
        guard !field.isNone, code.isShared(field: field), canCarry(code.info.type(of: field)) else {
            return Taint()
        }
        return taint(of: .shared(field), .shared(field))
    }

    /// Reads a literal's body, with the taints of its arguments where it is called.
    mutating func literal(_ node: Node, _ arguments: [Taint]?, _ environment: inout TaintEnvironment) -> Taint {
        guard literalBudget > 0, !activeLiterals.contains(node), let info = code.functionInfo(at: node, in: file) else {
            return Taint()
        }
        literalBudget -= 1
        activeLiterals.insert(node)
        defer { activeLiterals.remove(node) }
        var inner = environment
        for (index, parameter) in info.parameters.enumerated() where !parameter.isNone {
            var taint = Taint()
            if let arguments, index < arguments.count { taint = arguments[index] }
            if let source = sourceParameter(parameter, info) { taint.merge(source) }
            inner[parameter] = taint
        }
        for object in info.results where !object.isNone { inner[object] = Taint() }
        let outer = (literalResult, literalResultObjects, exits, jumps)
        literalResult = Taint()
        literalResultObjects = info.results
        exits = TaintExits()
        jumps = [:]
        execute(info.body, &inner)
        let result = literalResult ?? Taint()
        (literalResult, literalResultObjects, exits, jumps) = outer
        // What it changes of the function's variables it may have changed.
        environment.absorb(inner)
        return result
    }
}
