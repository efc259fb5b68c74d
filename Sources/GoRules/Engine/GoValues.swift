import GoSource

/// What is known of the value of an expression without running the program: constants, and variables that get one value.
extension GoCode {
    /// A constant string.
    public func string(_ node: Node, in file: FileInfo) -> String? {
        guard !node.isNone else { return nil }
        return info.constant(of: node, in: file).string
    }

    public func integer(_ node: Node, in file: FileInfo) -> Int? {
        guard !node.isNone else { return nil }
        return info.constant(of: node, in: file).int
    }

    public func boolean(_ node: Node, in file: FileInfo) -> Bool? {
        guard !node.isNone else { return nil }
        return info.constant(of: node, in: file).bool
    }

    /// The variable that an expression names, if it is one.
    func variable(_ node: Node, in file: FileInfo) -> ObjectID? {
        let node = file.tree.unparen(node)
        guard file.tree.kind(node) == .identifier else { return nil }
        let object = file.object(of: node)
        return info.kind(of: object) == .variable ? object : nil
    }

    func isParameter(_ object: ObjectID) -> Bool {
        guard let local = info.local(object) else { return false }
        return local.role == .parameter || local.role == .receiver || local.role == .result
    }

    /// Whether a value is fixed in the source: a constant, or built of such, through variables that only get such.
    func isFixed(_ node: Node, in file: FileInfo, depth: Int = 0) -> Bool {
        guard depth < 12, !node.isNone else { return false }
        if info.constant(of: node, in: file).isKnown { return true }
        let tree = file.tree
        switch tree.syntax(node) {
        case .literal: return true
        case .paren(let inner): return isFixed(inner, in: file, depth: depth + 1)
        case .binary(_, let left, let right):
            return isFixed(left, in: file, depth: depth + 1) && isFixed(right, in: file, depth: depth + 1)
        case .unary(let op, let operand): return op != .arrow && isFixed(operand, in: file, depth: depth + 1)
        case .compositeLiteral(_, let elements):
            return tree.nodes(elements).allSatisfy { element in
                if case .keyValue(_, let value) = tree.syntax(element) {
                    return isFixed(value, in: file, depth: depth + 1)
                }
                return isFixed(element, in: file, depth: depth + 1)
            }
        case .index(let operand, _): return isFixed(operand, in: file, depth: depth + 1)
        case .slice(let operand, _, _, _): return isFixed(operand, in: file, depth: depth + 1)
        case .call(_, let arguments, _):
            guard case .conversion = info.callee(of: node, in: file) else { return false }
            return isFixed(tree.first(arguments), in: file, depth: depth + 1)
        case .identifier:
            let object = file.object(of: node)
            if info.kind(of: object) == .nil || info.kind(of: object) == .constant { return true }
            guard info.kind(of: object) == .variable else { return false }
            return isFixed(variable: object, depth: depth)
        default: return false
        }
    }

    /// Whether a variable only gets fixed values. What is found so is kept: variables that get many values from each other
    /// would be gone through once for each way between them.
    private func isFixed(variable object: ObjectID, depth: Int) -> Bool {
        if fixedVariables.contains(object) { return true }
        guard !isParameter(object), let list = definitions[object], !list.isEmpty, !addressed.contains(object) else {
            return false
        }
        let isFixed = list.allSatisfy { definition in
            if definition.value.isNone { return definition.op == .var }
            return definition.result < 0 && self.isFixed(definition.value, in: definition.file, depth: depth + 1)
        }
        if isFixed { fixedVariables.insert(object) }
        return isFixed
    }

    /// The only value that a variable ever gets.
    func onlyDefinition(of object: ObjectID) -> Definition? {
        guard !isParameter(object), let list = definitions[object], list.count == 1 else { return nil }
        return list[0]
    }

    /// Follows variables that get one value only.
    func resolved(_ node: Node, in file: FileInfo) -> (node: Node, file: FileInfo) {
        var node = file.tree.unparen(node)
        var file = file
        for _ in 0..<8 {
            guard let object = variable(node, in: file), let definition = onlyDefinition(of: object),
                definition.result < 0, !definition.value.isNone,
                definition.op == .define || definition.op == .var
                    || definition.op == .assign
            else { break }
            node = definition.file.tree.unparen(definition.value)
            file = definition.file
        }
        return (node, file)
    }

    /// The constant string of an expression or of the variable it names.
    func resolvedString(_ node: Node, in file: FileInfo, depth: Int = 0) -> String? {
        if let text = string(node, in: file) { return text }
        let (inner, innerFile) = resolved(node, in: file)
        if let text = string(inner, in: innerFile) { return text }
        // Parts that are put together, as long as each is fixed.
        guard depth < 8, case .binary(.add, let left, let right) = innerFile.tree.syntax(inner),
            let first = resolvedString(left, in: innerFile, depth: depth + 1),
            let second = resolvedString(right, in: innerFile, depth: depth + 1)
        else { return nil }
        return first + second
    }

    /// Strips `&` and parentheses.
    func target(_ node: Node, in file: FileInfo) -> Node {
        var node = file.tree.unparen(node)
        while case .unary(.and, let operand) = file.tree.syntax(node) { node = file.tree.unparen(operand) }
        return node
    }

    /// Stores to a field: `x.Field = value`, by the field's qualified name.
    func stores(toField name: String) -> [Definition] {
        guard let object = program.object(named: name) else { return [] }
        return definitions[object] ?? []
    }
}
