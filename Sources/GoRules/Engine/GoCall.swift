import GoSource

/// A call with what it calls.
public struct GoCall {
    public var file: FileInfo
    public var node: Node
    public var function: Node
    public var arguments: NodeList
    public var isSpread: Bool
    public var callee: Callee
    /// `net/http.Get`, `net/http.Request.FormValue`; empty for values and literals.
    public var name: String
    /// For a variable that holds a function: where that function is named (`f := os.Open; f(x)`).
    var target = Node.none

    public func argument(_ index: Int) -> Node { file.tree.element(index, of: arguments) }
    public var argumentCount: Int { file.tree.count(arguments) }

    /// The operand of a method call or qualified name: `x` of `x.f()`.
    public var operand: Node {
        let named = target.isNone ? function : target
        guard case .selector(let operand, _) = file.tree.syntax(file.tree.unparen(named)) else { return .none }
        return operand
    }
}

/// A composite literal with the name of its type.
public struct GoComposite {
    public var file: FileInfo
    public var node: Node
    public var elements: NodeList
    public var typeName: String

    /// The value of a field that is written with its name.
    public func field(_ name: String) -> Node {
        for element in file.tree.nodes(elements) {
            guard case .keyValue(let key, let value) = file.tree.syntax(element) else { continue }
            if file.tree.name(of: key) == name { return value }
        }
        return .none
    }

    public var isKeyed: Bool {
        file.tree.count(elements) == 0 || file.tree.kind(file.tree.first(elements)) == .keyValue
    }
}

extension GoCode {
    /// The call at a node.
    public func call(at node: Node, in file: FileInfo) -> GoCall? {
        directCall(at: file.tree.unparen(node), in: file).map(followed)
    }

    /// The call as it is written, without following variables that hold functions.
    func directCall(at node: Node, in file: FileInfo) -> GoCall? {
        guard case .call(let function, let arguments, let isSpread) = file.tree.syntax(node) else { return nil }
        let callee = info.callee(of: node, in: file)
        var name = ""
        switch callee {
        case .function(let object), .method(let object), .interfaceMethod(let object): name = qualifiedName(object)
        default: break
        }
        return GoCall(
            file: file, node: node, function: function, arguments: arguments, isSpread: isSpread, callee: callee,
            name: name)
    }

    /// A call of a variable that only ever holds one function is a call of that function.
    func followed(_ call: GoCall) -> GoCall {
        guard case .value(let object) = call.callee, object.isLocal else { return call }
        let (node, file) = resolved(call.function, in: call.file)
        guard file === call.file, node != call.file.tree.unparen(call.function) else { return call }
        let named = file.object(of: node)
        var call = call
        switch info.kind(of: named) {
        case .function: call.callee = .function(named)
        case .method: call.callee = .method(named)
        case .interfaceMethod: call.callee = .interfaceMethod(named)
        default: return call
        }
        call.target = node
        call.name = qualifiedName(named)
        return call
    }

    /// Whether an expression is a call that ends the function or the program.
    func neverReturns(_ node: Node, in file: FileInfo) -> Bool {
        guard case .call(let function, _, _) = file.tree.syntax(file.tree.unparen(node)) else { return false }
        if file.tree.isName(function, "panic") { return true }
        let name = name(of: function, in: file)
        return name == "os.Exit" || name.hasPrefix("log.Fatal") || name.hasPrefix("log.Panic")
    }
}
