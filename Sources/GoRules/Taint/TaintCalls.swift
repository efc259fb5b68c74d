import Findings
import GoSource

/// What calls do with data.
extension TaintBuilder {
    mutating func call(_ node: Node, _ environment: inout TaintEnvironment) -> [Taint] {
        guard let call = code.call(at: node, in: file) else { return [] }
        let tree = file.tree
        let nodes = Array(tree.nodes(call.arguments))
        switch call.callee {
        case .conversion(let type):
            let taint = evaluate(call.argument(0), &environment)
            if !taint.isEmpty, code.qualifiedName(ofType: type) == "html/template.HTML" {
                sink(.script, node, "template.HTML", taint)
            }
            return [canCarry(type) ? taint : Taint()]
        case .builtin(let builtin): return [self.builtin(builtin, nodes, &environment)]
        default: break
        }
        let isFollowed = self.isFollowed(call)
        var callIndex: Int?
        if isFollowed, nodes.contains(where: { tree.kind(tree.unparen($0)) == .functionLiteral }) {
            callIndex = index(of: call)
        }
        var arguments: [Taint] = []
        if nodes.count == 1, tree.kind(tree.unparen(nodes[0])) == .call,
            code.types.kind(file.type(of: tree.unparen(nodes[0]))) == .tuple
        {
            arguments = self.call(tree.unparen(nodes[0]), &environment)
        } else {
            for (place, argument) in nodes.enumerated() {
                if let callIndex, tree.kind(tree.unparen(argument)) == .functionLiteral {
                    arguments.append(callback(argument, call, callIndex, place, &environment))
                } else {
                    arguments.append(evaluate(argument, &environment))
                }
            }
        }
        var receiver = Taint()
        var hasReceiver = false
        switch call.callee {
        case .method, .interfaceMethod:
            hasReceiver = true
            receiver = evaluate(call.operand, &environment)
        case .literal(let literal): return results(self.literal(literal, arguments, &environment), node)
        case .value(let object):
            if let literal = literals[object] { return results(self.literal(literal, arguments, &environment), node) }
            receiver = evaluate(call.function, &environment)
            if let parameter = parameters[object] {
                for (argument, taint) in arguments.enumerated() {
                    flow(taint, to: .result(TaintOutput.callback(parameter.place, argument: argument)))
                }
            }
        default: break
        }
        check(call, arguments, environment)
        noteContentType(call, nodes, &environment)
        if let source = TaintSpecs.sources[call.name] {
            return results(self.source(node, isRemote: source.isRemote, source.what), node)
        }
        if call.name.hasPrefix("fmt.Scan") {
            for argument in nodes { weaken(argument, source(node, isRemote: false, "standard input"), &environment) }
            return []
        }
        if let what = TaintSpecs.writingSources[call.name] {
            for argument in nodes where isReference(file.type(of: argument)) {
                weaken(argument, source(node, isRemote: true, what), &environment)
            }
            return results(Taint(), node)
        }
        if isFollowed { return ownCall(call, nodes, arguments, hasReceiver ? receiver : nil, &environment) }
        return foreignCall(call, nodes, arguments, receiver, &environment)
    }

    /// Whether a call goes to a function of the program that is read, too. What the tables know is taken from there, and
    /// the standard library is never gone into.
    func isFollowed(_ call: GoCall) -> Bool {
        let object = call.callee.object
        switch call.callee {
        case .function, .method, .interfaceMethod: break
        default: return false
        }
        guard !object.isNone, !object.isLocal, let package = code.program.package(of: object),
            package.origin == .target, TaintSpecs.sanitizers[call.name] == nil
        else { return false }
        // A library that is under analysis itself means the same to others as one that is not.
        if package === code.info.package { return true }
        return !TaintSpecs.isModelled(call.name) && !code.isStandard(package)
    }

    /// A literal that is given to a function of the program: its parameters are what that function calls it with.
    mutating func callback(
        _ node: Node, _ call: GoCall, _ index: Int, _ place: Int, _ environment: inout TaintEnvironment
    ) -> Taint {
        let node = file.tree.unparen(node)
        guard let info = code.functionInfo(at: node, in: file) else { return Taint() }
        let shift = code.info.kind(of: call.callee.object) == .function ? 0 : 1
        let given = info.parameters.enumerated().map { argument, parameter -> Taint in
            guard !parameter.isNone, canCarry(code.info.type(of: parameter)) else { return Taint() }
            let result = TaintOutput.callback(place + shift, argument: argument)
            return taint(of: .call(index, result), .call(index, result: result))
        }
        return literal(node, given, &environment)
    }

    mutating func index(of call: GoCall) -> Int {
        if let known = callIndexes[call.node] { return known }
        let index = function.calls.count
        callIndexes[call.node] = index
        let name = code.qualifiedName(call.callee.object)
        function.calls.append(
            TaintCall(callee: call.callee.object, step: step(call.node, "it goes through \(name)")))
        return index
    }

    /// One taint for each result of a call, none where the type carries nothing.
    func results(_ taint: Taint, _ node: Node) -> [Taint] {
        let type = file.type(of: node)
        if code.types.kind(type) == .tuple {
            return code.types.elements(type).map { canCarry($0) ? taint : Taint() }
        }
        return [type.isInvalid || canCarry(type) ? taint : Taint()]
    }

    mutating func ownCall(
        _ call: GoCall, _ nodes: [Node], _ arguments: [Taint], _ receiver: Taint?,
        _ environment: inout TaintEnvironment
    ) -> [Taint] {
        let isTainted = !(receiver?.isEmpty ?? true) || arguments.contains { !$0.isEmpty }
        let type = file.type(of: call.node)
        let elements = code.types.kind(type) == .tuple ? Array(code.types.elements(type)) : [type]
        let carries = elements.contains { $0 != .noValue && canCarry($0) }
        let object = call.callee.object
        let written = writtenArguments(call, isTainted: isTainted, receiver != nil)
        guard isTainted || carries else { return elements.map { _ in Taint() } }
        let index = index(of: call)
        var place = 0
        if let receiver {
            flow(receiver, to: .argument(call: index, 0))
            place = 1
        }
        let count = code.types.parameters(code.info.type(of: object)).count + place
        for argument in arguments {
            flow(argument, to: .argument(call: index, min(place, max(0, count - 1))))
            place += 1
        }
        let results = elements.enumerated().map { result, type in
            guard type != .noValue, canCarry(type) else { return Taint() }
            return taint(of: .call(index, result), .call(index, result: result))
        }
        // What it stores behind its parameters is in the variables that it gets.
        let shift = receiver == nil ? 0 : 1
        for output in written {
            let node =
                output.place < shift ? call.operand : nodes[output.place - shift]
            guard var place = storePlace(node), code.info.kind(of: place.root) == .variable else { continue }
            let result = TaintOutput.parameter(output.place, output.field)
            let taint = taint(of: .call(index, result), .call(index, result: result))
            if output.field.isNone {
                weaken(node, taint, &environment)
                continue
            }
            if place.path.isWhole { place.path.first = output.field } else { place.isPart = true }
            place.field = output.field
            place.isBehind = true
            environment.add(place.asPlace, taint)
            share(taint, place)
        }
        return results
    }

    /// What a function of the program may store behind its arguments (the receiver first).
    func writtenArguments(_ call: GoCall, isTainted: Bool, _ hasReceiver: Bool) -> [StoreIndex.Written] {
        let object = call.callee.object
        let nodes = Array(call.file.tree.nodes(call.arguments))
        let shift = hasReceiver ? 1 : 0
        guard isTainted else { return [] }
        guard code.functionsByObject[object] != nil else {
            // In another package: what data is given to may be all of what an address is given of (decoders).
            return nodes.indices.filter { file.tree.kind(file.tree.unparen(nodes[$0])) == .unary }
                .map { StoreIndex.Written(place: $0 + shift, field: .none) }
        }
        return (code.stores.written[object] ?? []).filter { output in
            if output.place < shift { return code.program.hasPointerReceiver(object) }
            let place = output.place - shift
            return place < nodes.count && isReference(file.type(of: nodes[place]))
        }
        .sorted { ($0.place, $0.field.id) < ($1.place, $1.field.id) }
    }

    mutating func foreignCall(
        _ call: GoCall, _ nodes: [Node], _ arguments: [Taint], _ receiver: Taint, _ environment: inout TaintEnvironment
    ) -> [Taint] {
        var taint = receiver
        for argument in arguments { taint.merge(argument) }
        guard !taint.isEmpty else { return results(Taint(), call.node) }
        if let cleared = TaintSpecs.sanitizers[call.name] { return results(taint.clearing(cleared), call.node) }
        if call.name == "fmt.Sprintf" || call.name == "fmt.Errorf", !nodes.isEmpty,
            let format = code.string(nodes[0], in: file), !format.contains("%s"), !format.contains("%v"),
            !format.contains("%+v")
        {
            taint = taint.clearing(.log)
        }
        if call.name == "fmt.Sprintf", !nodes.isEmpty, let format = code.string(nodes[0], in: file),
            TaintSpecs.isPathOfThisSite(format)
        {
            taint = taint.clearing(.redirect)
        }
        // What is written to a buffer, decoded to a variable or copied to a list is in there then.
        let name = call.name
        let isWrite =
            name.contains(".Write") && isBuffer(call.operand) || name.hasSuffix(".Set") || name.hasSuffix(".Add")
            || name.hasSuffix(".ReadFrom")
            || name.hasSuffix(".Store") || name.hasSuffix(".Push") || name.hasSuffix(".Append")
        if isWrite, !call.operand.isNone { weaken(call.operand, taint, &environment) }
        let isDecoder = TaintSpecs.isDecoder(name)
        for node in nodes {
            if name.hasPrefix("io.Copy"), !isBuffer(node) { continue }
            let isAddress = file.tree.kind(file.tree.unparen(node)) == .unary
            if isAddress || isDecoder, code.types.isPointer(file.type(of: node)) { weaken(node, taint, &environment) }
        }
        if name == "io.ReadFull" || name == "io.ReadAtLeast", nodes.count > 1 { weaken(nodes[1], taint, &environment) }
        if name.hasSuffix(".Read"), nodes.count == 1 { weaken(nodes[0], taint, &environment) }
        if name.hasPrefix("io.Copy") || name.hasPrefix("fmt.Fprint") || name == "io.WriteString",
            let first = nodes.first, isBuffer(first)
        {
            weaken(first, taint, &environment)
        }
        return results(taint, call.node)
    }

    /// What is written there can be read again; of files, connections and other writers it cannot.
    private func isBuffer(_ node: Node) -> Bool {
        !node.isNone && TaintSpecs.buffers.contains(code.qualifiedName(ofType: file.type(of: node)))
    }

    mutating func builtin(_ builtin: Builtin, _ nodes: [Node], _ environment: inout TaintEnvironment) -> Taint {
        var taint = Taint()
        for (place, node) in nodes.enumerated() {
            let inner = evaluate(node, &environment)
            if builtin == .copy, place == 1 { weaken(nodes[0], inner, &environment) }
            taint.merge(inner)
        }
        switch builtin {
        case .append, .min, .max, .string, .slice, .stringData, .sliceData: return taint
        default: return Taint()
        }
    }

    mutating func check(_ call: GoCall, _ arguments: [Taint], _ environment: TaintEnvironment) {
        guard let sink = TaintSpecs.sinks[call.name], !arguments.isEmpty else { return }
        var writer = call.operand
        if sink.needsWriter {
            writer = call.argument(0)
            guard code.qualifiedName(ofType: file.type(of: file.tree.unparen(writer))) == Self.writerType else {
                return
            }
        }
        if sink.kind == .script, let root = storePlace(writer)?.root, environment.plainWriters.contains(root) { return }
        var taint = Taint()
        for place in sink.first...max(sink.first, min(sink.last, arguments.count - 1)) where place < arguments.count {
            taint.merge(arguments[place])
        }
        guard !taint.isEmpty else { return }
        if sink.kind == .log, call.name.hasSuffix("f"),
            let format = code.string(call.argument(0), in: file), !format.contains("%s"), !format.contains("%v"),
            !format.contains("%+v")
        {
            return
        }
        self.sink(sink.kind, call.node, call.name, taint)
    }

    private static let writerType = "net/http.ResponseWriter"

    /// `w.Header().Set("Content-Type", "application/json")`, and functions of the program that are given a writer and
    /// such a type: browsers run nothing of what is written then.
    mutating func noteContentType(_ call: GoCall, _ nodes: [Node], _ environment: inout TaintEnvironment) {
        var writer = Node.none
        if call.name == "net/http.Header.Set" || call.name == "net/http.Header.Add" {
            guard nodes.count == 2, let header = code.string(nodes[0], in: file), header.lowercased() == "content-type",
                case let (node, inFile) = code.resolved(call.operand, in: file), inFile === file,
                let inner = code.call(at: node, in: file), inner.name.hasSuffix(".Header")
            else { return }
            writer = inner.operand
        } else if isFollowed(call) {
            guard let given = nodes.first(where: { code.qualifiedName(ofType: file.type(of: $0)) == Self.writerType })
            else { return }
            writer = given
        } else {
            return
        }
        let isPlain = nodes.contains { node in
            guard let type = code.string(node, in: file) else { return false }
            return TaintSpecs.isPlainContentType(type)
        }
        if isPlain, let root = storePlace(writer)?.root { environment.plainWriters.insert(root) }
    }
}
