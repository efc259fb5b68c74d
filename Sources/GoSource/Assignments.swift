/// A value that goes into a variable, field or element somewhere in a function.
public struct Assignment: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// `=`, `:=`, `var x = y`.
        case plain
        /// `+=` and the like: what was there takes part.
        case combined
        /// `for k := range y` and `for _, v := range y`.
        case rangeKey, rangeValue
        /// `switch v := y.(type)`; the variable of each clause has the declaration `target`.
        case typeSwitch
        /// `return y`; `target` is none and `part` the number of the result.
        case result
        /// `ch <- y`.
        case send
    }

    public var kind: Kind
    /// What is assigned to: an identifier, selector, index, …
    public var target: Node
    /// The variable or field, where the target has a name; of `x[i]`, `*x` and `x.f[i]` it is that of `x` or `f`.
    public var object: ObjectID
    /// Whether the target is part of `object`, not all of it.
    public var isPartial: Bool
    public var value: Node
    /// Which of several values `value` gives; 0 where it gives one.
    public var part: Int
}

extension PackageInfo {
    /// All assignments in a function, without those in its literals, in source order of their statements.
    public func assignments(in function: FunctionInfo) -> [Assignment] {
        assignments(below: function.body, in: files[function.file])
    }

    /// All assignments below a node, without those in function literals.
    public func assignments(below root: Node, in file: FileInfo) -> [Assignment] {
        let tree = file.tree
        var found: [Assignment] = []
        func add(_ kind: Assignment.Kind, _ target: Node, _ value: Node, _ part: Int = 0) {
            if value.isNone || tree.isName(target, "_") { return }
            let (object, isPartial) = assigned(target, file)
            found.append(
                Assignment(
                    kind: kind, target: target, object: object, isPartial: isPartial, value: value, part: part))
        }
        func pair(_ kind: Assignment.Kind, _ targets: NodeList, _ values: NodeList) {
            let isShared = tree.count(values) == 1 && tree.count(targets) > 1
            for (index, target) in tree.nodes(targets).enumerated() {
                add(
                    kind, target, isShared ? tree.first(values) : tree.element(index, of: values),
                    isShared ? index : 0)
            }
        }
        tree.visit(root) { node, kind in
            switch tree.syntax(node) {
            case .functionLiteral: return node == root
            case .assign(let op, let left, let right):
                // `v := x.(type)` is told of its switch.
                if case .typeAssertion(_, .none) = tree.syntax(tree.unparen(tree.first(right))) { return true }
                pair(op == .assign || op == .define ? .plain : .combined, left, right)
            case .valueSpec(let names, _, let values): pair(.plain, names, values)
            case .range(let key, let value, _, let operand, _):
                if !key.isNone { add(.rangeKey, key, operand) }
                if !value.isNone { add(.rangeValue, value, operand) }
            case .typeSwitch(_, let guardStatement, _):
                if case .assign(_, let left, let right) = tree.syntax(guardStatement),
                    case .typeAssertion(let operand, _) = tree.syntax(tree.unparen(tree.first(right)))
                {
                    add(.typeSwitch, tree.first(left), operand)
                }
            case .return(let results):
                for (index, result) in tree.nodes(results).enumerated() { add(.result, .none, result, index) }
            case .send(let channel, let value): add(.send, channel, value)
            default: break
            }
            return true
        }
        return found
    }

    private func assigned(_ target: Node, _ file: FileInfo) -> (object: ObjectID, isPartial: Bool) {
        var node = target
        var isPartial = false
        while true {
            switch file.tree.syntax(node) {
            case .paren(let inner): node = inner
            case .index(let operand, _), .slice(let operand, _, _, _), .star(let operand):
                node = operand
                isPartial = true
            default: return (file.object(of: node), isPartial)
            }
        }
    }
}
