import GoSource

/// What stands around a node and below it.
extension GoCode {
    func parent(of node: Node, in file: FileInfo) -> Node {
        let table = parents(in: file)
        return Int(node.index) < table.count ? Node(index: table[Int(node.index)]) : .none
    }

    /// The nearest function or literal that a node stands in.
    func function(around node: Node, in file: FileInfo) -> FunctionInfo? {
        let table = functions(in: file)
        var node = node
        while !node.isNone {
            if let found = table[node.index] { return info.functions[found] }
            node = parent(of: node, in: file)
        }
        return nil
    }

    func functionInfo(at node: Node, in file: FileInfo) -> FunctionInfo? {
        guard let function = function(around: node, in: file), function.node == node else { return nil }
        return function
    }

    /// The declared function that a node stands in: the outermost.
    func declaredFunction(around node: Node, in file: FileInfo) -> FunctionInfo? {
        guard var function = function(around: node, in: file) else { return nil }
        while let parent = function.parent { function = info.functions[parent] }
        return function
    }

    func functionName(around node: Node, in file: FileInfo) -> String {
        guard let function = declaredFunction(around: node, in: file), !function.object.isNone else { return "" }
        return info.qualifiedName(of: function.object)
    }

    /// Whether any node below `root` satisfies a condition.
    func contains(_ root: Node, in file: FileInfo, _ isWanted: (Node, NodeKind) -> Bool) -> Bool {
        var found = false
        file.tree.visit(root) { node, kind in
            if found { return false }
            if isWanted(node, kind) { found = true }
            return !found
        }
        return found
    }

    func mentions(_ object: ObjectID, below root: Node, in file: FileInfo) -> Bool {
        contains(root, in: file) { node, kind in kind == .identifier && file.object(of: node) == object }
    }
}
