import Findings
import GoSource

/// Work goes on after its request is gone: goroutines and connections pile up.
struct ContextLost: GoRule {
    static let card = RuleCard(
        id: "DD-GO-CONTEXT", title: "Context that is not handed on, or never ends", severity: .medium,
        why: "Work goes on after its request is gone: goroutines and connections pile up.",
        repair: "Hand on the context, call cancel (defer cancel()), and leave loops when ctx.Done() closes.",
        maps: [.gosec("G118"), .cwe(400)], profile: .strict, confidence: .medium)
    static let examples = Examples(
        good: [
            "import \"context\"\nfunc f(ctx context.Context) { c, cancel := context.WithCancel(ctx); defer cancel(); _ = c }\n"
        ],
        bad: ["import \"context\"\nfunc f(ctx context.Context) { c, _ := context.WithCancel(ctx); _ = c }\n"])

    private static let makers = ["context.WithCancel", "context.WithTimeout", "context.WithDeadline"]
    private static let blockingMethods: Set<String> = [
        "Do", "RoundTrip", "QueryContext", "ExecContext", "Read", "Write", "Recv", "Send",
    ]
    private static let blocking: Set<String> = {
        var names: Set<String> = [
            "time.Sleep", "net/http.Get", "net/http.Head", "net/http.Post", "net/http.PostForm", "os.ReadFile",
            "os.WriteFile", "os.Open", "os.OpenFile",
        ]
        for name in ["Get", "Head", "Post", "PostForm"] { names.insert("net/http.Client." + name) }
        for type in ["DB", "Tx", "Conn", "Stmt"] {
            for name in ["Query", "QueryContext", "Exec", "ExecContext", "Begin", "BeginTx"] {
                names.insert("database/sql.\(type).\(name)")
            }
        }
        return names
    }()

    static func check(_ code: GoCode, _ report: GoReport) {
        guard code.importsPackage("context") || code.importsPackage("net/http") else { return }
        for call in code.calls(makers) where isLost(call, code) {
            report.add(call.node, in: call.file, "the cancel function of \(call.name) is never called")
        }
        for function in code.info.functions where hasContext(function, code) {
            let file = code.files[function.file]
            file.tree.visit(function.body) { node, kind in
                switch kind {
                case .functionLiteral: return false
                case .go: goroutine(node, file, code, report)
                case .for: loop(node, file, code, report)
                default: break
                }
                return true
            }
        }
    }

    private static func hasContext(_ function: FunctionInfo, _ code: GoCode) -> Bool {
        let parameters = code.types.parameters(function.signature)
        return parameters.contains { type in
            let name = code.qualifiedName(ofType: type)
            return name == "context.Context"
                || name == "net/http.Request" && code.types.kind(type) == .pointer
                    && usesRequestContext(function, code)
        }
    }

    private static func usesRequestContext(_ function: FunctionInfo, _ code: GoCode) -> Bool {
        let file = code.files[function.file]
        return code.contains(function.body, in: file) { node, kind in
            kind == .call && code.call(at: node, in: file)?.name == "net/http.Request.Context"
        }
    }

    // MARK: Goroutines

    private static func goroutine(_ node: Node, _ file: FileInfo, _ code: GoCode, _ report: GoReport) {
        guard case .go(let inner) = file.tree.syntax(node), let call = code.call(at: inner, in: file) else { return }
        func isBackground(_ node: Node, _ file: FileInfo) -> Bool {
            let (value, file) = code.resolved(node, in: file)
            let name = code.call(at: value, in: file)?.name ?? ""
            return name == "context.Background" || name == "context.TODO"
        }
        var isFound = file.tree.nodes(call.arguments).contains { isBackground($0, file) }
        if !isFound {
            var body = Node.none
            var bodyFile = file
            switch call.callee {
            case .literal(let literal): body = literal
            case .function(let object), .method(let object):
                if let function = code.functionsByObject[object] {
                    body = function.body
                    bodyFile = code.files[function.file]
                }
            default: break
            }
            if !body.isNone {
                isFound = code.contains(body, in: bodyFile) { node, kind in
                    guard kind == .call, let name = code.call(at: node, in: bodyFile)?.name else { return false }
                    return name == "context.Background" || name == "context.TODO"
                }
            }
        }
        if isFound {
            report.add(node, in: file, "the goroutine works with context.Background though a context is at hand")
        }
    }

    // MARK: Loops

    private static func loop(_ node: Node, _ file: FileInfo, _ code: GoCode, _ report: GoReport) {
        let tree = file.tree
        guard case .for(_, let condition, _, let body) = tree.syntax(node), condition.isNone else { return }
        var exits = false
        var isGuarded = false
        var blocks = false
        /// Breaks of a switch or select inside stay in the loop.
        func scan(_ root: Node, _ inner: Int) {
            tree.visit(root) { node, kind in
                switch tree.syntax(node) {
                case .functionLiteral: return false
                case .return: exits = true
                case .branch(let op, let label):
                    if op == .goto || op == .break && (inner == 0 || !label.isNone) { exits = true }
                case .switch, .typeSwitch, .select, .for, .range:
                    if node != root {
                        scan(node, inner + 1)
                        return false
                    }
                case .go(let call), .defer(let call):
                    if kind == .go || isBlocking(call, file, code) { blocks = true }
                    return true
                case .call:
                    guard let call = code.call(at: node, in: file) else { return true }
                    if call.name == "context.Context.Done" || call.name == "context.Context.Err" { isGuarded = true }
                    if isBlocking(node, file, code) { blocks = true }
                    if call.name == "os.Exit" || call.name.hasPrefix("log.Fatal") || tree.isName(call.function, "panic")
                    {
                        exits = true
                    }
                default: break
                }
                return true
            }
        }
        scan(body, 0)
        if !exits, !isGuarded, blocks {
            report.add(node, in: file, "this loop goes on for ever and does not look at ctx.Done()")
        }
    }

    private static func isBlocking(_ node: Node, _ file: FileInfo, _ code: GoCode) -> Bool {
        guard let call = code.call(at: node, in: file) else { return false }
        if blocking.contains(call.name) { return true }
        guard case .interfaceMethod = call.callee, let dot = call.name.lastIndex(of: ".") else { return false }
        return blockingMethods.contains(String(call.name[call.name.index(after: dot)...]))
    }

    // MARK: Cancel functions

    private static func isLost(_ call: GoCall, _ code: GoCode) -> Bool {
        let tree = call.file.tree
        let parent = code.parent(of: call.node, in: call.file)
        var target = Node.none
        switch tree.syntax(parent) {
        case .assign(_, let left, _): target = tree.element(1, of: left)
        case .valueSpec(let names, _, _): target = tree.element(1, of: names)
        default: return false
        }
        if target.isNone { return false }
        if tree.isName(target, "_") { return true }
        let object = call.file.object(of: target)
        guard !object.isNone else { return false }
        return !isUsed(object, target, code, 0)
    }

    /// Whether a variable or field is called, handed on, returned or put somewhere.
    private static func isUsed(_ object: ObjectID, _ declaration: Node, _ code: GoCode, _ depth: Int) -> Bool {
        guard depth < 4 else { return true }
        let isGlobal = !object.isLocal
        let isExported = isGlobal && code.program.isExported(code.program.symbol(code.program.name(of: object)))
        if isExported { return true }
        for file in code.files {
            let tree = file.tree
            for index in 1..<max(1, UInt32(tree.nodeCount)) {
                let node = Node(index: index)
                guard tree.kind(node) == .identifier, node != declaration, file.object(of: node) == object else {
                    continue
                }
                if use(node, file, code, depth) { return true }
            }
        }
        return false
    }

    private static func use(_ node: Node, _ file: FileInfo, _ code: GoCode, _ depth: Int) -> Bool {
        let tree = file.tree
        var node = node
        var parent = code.parent(of: node, in: file)
        // x.cancel: the field stands for the whole selector.
        while case .selector(_, let name) = tree.syntax(parent), name == node {
            node = parent
            parent = code.parent(of: node, in: file)
        }
        switch tree.syntax(parent) {
        case .assign(_, let left, let right):
            guard let place = tree.nodes(right).firstIndex(of: node) else { return false }
            let target = tree.element(place, of: left)
            if tree.isName(target, "_") || target.isNone { return false }
            let next = file.object(of: tree.unparen(target))
            if next.isNone { return true }
            if code.types.kind(code.types.underlying(code.info.type(of: next))) == .interface { return false }
            return isUsed(next, tree.unparen(target), code, depth + 1)
        case .valueSpec(let names, _, let values):
            guard let place = tree.nodes(values).firstIndex(of: node) else { return false }
            let target = tree.element(place, of: names)
            let next = file.object(of: target)
            if next.isNone || tree.isName(target, "_") { return false }
            // Through an empty interface nobody calls it.
            if code.types.kind(code.types.underlying(code.info.type(of: next))) == .interface { return false }
            return isUsed(next, target, code, depth + 1)
        case .binary: return false
        case .keyValue(let key, _): return key != node
        case .expression: return false
        default: return true
        }
    }
}
