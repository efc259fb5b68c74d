import GoSource

/// Where a variable gets a value.
struct Definition {
    var file: FileInfo
    /// The value; none where it comes from a range, a parameter or is zero.
    var value: Node
    /// Which result of a call with several it is; -1 for a value of its own.
    var result: Int
    /// The statement or specification.
    var statement: Node
    /// `.assign`, `.define`, `.addAssign`, …; `.range` for range clauses; `.var` for declarations.
    var op: Token
}

extension Definition {
    /// All places where the variables of some files get values.
    static func all(in files: [FileInfo]) -> [ObjectID: [Definition]] {
        var found: [ObjectID: [Definition]] = [:]
        for file in files {
            for index in 1..<max(1, UInt32(file.tree.nodeCount)) {
                for (object, definition) in definitions(at: Node(index: index), in: file) {
                    found[object, default: []].append(definition)
                }
            }
        }
        return found
    }

    /// What one statement, specification or range clause gives values to.
    private static func definitions(at node: Node, in file: FileInfo) -> [(ObjectID, Definition)] {
        let tree = file.tree
        switch tree.syntax(node) {
        case .assign(let op, let left, let right):
            return pairs(left, right, op, node, file).filter {
                let kind = tree.kind(tree.unparen($0.target))
                return kind == .identifier || kind == .selector
            }.compactMap(named)
        case .valueSpec(let names, _, let values): return pairs(names, values, .var, node, file).compactMap(named)
        case .range(let key, let value, _, _, _):
            return [key, value].filter { !$0.isNone }.compactMap {
                named(($0, Definition(file: file, value: .none, result: -1, statement: node, op: .range)))
            }
        default: return []
        }
    }

    /// Each target with its value; one call gives values to several.
    private static func pairs(
        _ targets: NodeList, _ values: NodeList, _ op: Token, _ statement: Node, _ file: FileInfo
    ) -> [(target: Node, definition: Definition)] {
        let tree = file.tree
        let isTuple = tree.count(values) == 1 && tree.count(targets) > 1
        return tree.nodes(targets).enumerated().map { place, target in
            let value = isTuple ? tree.first(values) : tree.element(place, of: values)
            return (
                target,
                Definition(file: file, value: value, result: isTuple ? place : -1, statement: statement, op: op)
            )
        }
    }

    private static func named(_ pair: (target: Node, definition: Definition)) -> (ObjectID, Definition)? {
        let file = pair.definition.file
        let object = file.object(of: file.tree.unparen(pair.target))
        return object.isNone ? nil : (object, pair.definition)
    }
}

extension GoCode {
    func addressedVariables() -> Set<ObjectID> {
        var found: Set<ObjectID> = []
        for file in files {
            for node in file.tree.nodes(of: .unary) {
                guard case .unary(.and, let operand) = file.tree.syntax(node), let object = variable(operand, in: file)
                else { continue }
                found.insert(object)
            }
        }
        return found
    }
}
