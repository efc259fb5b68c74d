import Findings
import GoSource

/// What conditions make sure of.
extension TaintBuilder {
    struct Guards {
        var whenTrue: [(TaintPlace, HarmKinds)] = []
        var whenFalse: [(TaintPlace, HarmKinds)] = []
    }

    func apply(_ list: [(TaintPlace, HarmKinds)], _ environment: inout TaintEnvironment) {
        for (place, kinds) in list { environment.clear(place, kinds) }
    }

    /// The variable or field that a condition speaks of.
    private func checked(_ node: Node) -> TaintPlace? {
        guard let place = place(node), !place.isPart else { return nil }
        return place
    }

    /// What a condition makes sure of.
    func guards(_ condition: Node) -> Guards {
        let tree = file.tree
        var result = Guards()
        switch tree.syntax(tree.unparen(condition)) {
        case .unary(.not, let operand):
            let inner = guards(operand)
            return Guards(whenTrue: inner.whenFalse, whenFalse: inner.whenTrue)
        case .binary(.logicalAnd, let left, let right):
            result.whenTrue = guards(left).whenTrue + guards(right).whenTrue
        case .binary(.logicalOr, let left, let right):
            result.whenFalse = guards(left).whenFalse + guards(right).whenFalse
        case .binary(let op, let left, let right) where op == .equal || op == .notEqual:
            // Equal to a fixed text: it is that text.
            for (side, other) in [(left, right), (right, left)] {
                guard let object = checked(side), let text = code.string(other, in: file), !text.isEmpty
                else {
                    continue
                }
                if op == .equal {
                    result.whenTrue.append((object, .all))
                } else {
                    result.whenFalse.append((object, .all))
                }
            }
        case .call(_, let arguments, _):
            guard let call = code.call(at: condition, in: file) else { return result }
            let first = tree.first(arguments)
            switch call.name {
            case "strings.HasPrefix", "path/filepath.IsLocal":
                if let object = checked(first) {
                    result.whenTrue.append((object, [.path, .redirect, .request]))
                }
            case "regexp.Regexp.MatchString":
                if let object = checked(first) { result.whenTrue.append((object, .all)) }
            case "regexp.MatchString", "slices.Contains":
                if let object = checked(tree.element(1, of: arguments)) {
                    result.whenTrue.append((object, .all))
                }
            default: break
            }
        case .index(let operand, let indices):
            if code.types.kind(code.types.underlying(file.type(of: operand))) == .map,
                let object = checked(tree.first(indices))
            {
                result.whenTrue.append((object, .all))
            }
        case .identifier:
            // if _, ok := allowed[x]; ok
            guard let object = code.variable(condition, in: file), let definition = code.onlyDefinition(of: object),
                definition.result == 1, definition.file === file,
                case .index(let operand, let indices) = tree.syntax(tree.unparen(definition.value)),
                code.types.kind(code.types.underlying(file.type(of: operand))) == .map,
                let key = checked(tree.first(indices))
            else { return result }
            result.whenTrue.append((key, .all))
        default: break
        }
        return result
    }
}
