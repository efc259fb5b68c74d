import Findings
import GoSource

/// Reads the functions of one package as far as data goes: statements in order, branches apart and then together, loops
/// twice. Literals are read where they stand, and again where the variable that holds them is called.
struct TaintBuilder {
    private let code: GoCode
    private let suppressions: (FileInfo) -> [Suppression]
    private var file: FileInfo
    private var function: TaintFunction
    private var functionName = ""
    private var origins: [OriginKey: Int] = [:]
    private var sinkIndexes: [SinkKey: Int] = [:]
    private var flowKeys: Set<FlowKey> = []
    private var resultCount = 0
    private var resultObjects: [ObjectID] = []
    private var literals: [ObjectID: Node] = [:]
    /// Results of the literal being read; nil in the function itself.
    private var literalResult: Taint?
    private var depth = 0
    private var loopDepth = 0
    /// Literals that are being read: one that calls itself is not read again.
    private var activeLiterals: Set<Node> = []
    /// How many more times literals are read in this function.
    private var literalBudget = 200
    /// More origins than one function may have: data of the rest is not followed.
    private var isCutShort = false
    /// Statements and expressions that are still looked at: no function takes longer than this, whatever it holds.
    private var budget = 400_000

    private typealias Environment = [ObjectID: Taint]

    private enum OriginKey: Hashable {
        case parameter(Int)
        case source(Int, Int)
        case call(Int, Int)
    }

    private struct SinkKey: Hashable {
        var file: Int
        var start: Int
        var kind: UInt16
    }

    private struct FlowKey: Hashable {
        var origin: Int
        var cleared: UInt16
        var target: Int
        var first: Int
        var second: Int
    }

    private static let maximumOrigins = 128
    /// Deeper nesting of statements than people write.
    private static let maximumDepth = 200

    static func unit(
        of code: GoCode, _ rules: [TaintRule], suppressions: @escaping (FileInfo) -> [Suppression]
    ) -> TaintUnit? {
        var functions: [TaintFunction] = []
        var cutShort: [Location] = []
        for info in code.info.functions where info.parent == nil {
            let file = code.files[info.file]
            guard code.isReported(file) else { continue }
            var builder = TaintBuilder(code, file, info, suppressions)
            builder.read(info)
            if builder.isCutShort || builder.budget <= 0 || builder.literalBudget <= 0 {
                cutShort.append(location(of: info, in: file))
            }
            if !builder.function.flows.isEmpty { functions.append(builder.function) }
        }
        return functions.isEmpty && cutShort.isEmpty
            ? nil : TaintUnit(functions: functions, cutShort: cutShort)
    }

    private static func location(of info: FunctionInfo, in file: FileInfo) -> Location {
        let line = file.tree.position(of: info.body).line
        return Location(path: file.tree.path, line: line)
    }

    private init(
        _ code: GoCode, _ file: FileInfo, _ info: FunctionInfo, _ suppressions: @escaping (FileInfo) -> [Suppression]
    ) {
        self.code = code
        self.file = file
        self.suppressions = suppressions
        function = TaintFunction(object: info.object)
    }

    private mutating func read(_ info: FunctionInfo) {
        var environment: Environment = [:]
        functionName = info.object.isNone ? "" : code.qualifiedName(info.object)
        var place = 0
        let isMethod = code.info.kind(of: info.object) == .method
        if isMethod {
            // The methods of a request are net/http's own; what calls them is where data comes in.
            bind(info.receiver, 0, &environment, isReceiver: true)
            place = 1
        }
        for parameter in info.parameters {
            bind(parameter, place, &environment)
            place += 1
        }
        resultCount = code.types.results(info.signature).count
        resultObjects = info.results
        execute(info.body, &environment)
    }

    private mutating func bind(
        _ object: ObjectID, _ place: Int, _ environment: inout Environment, isReceiver: Bool = false
    ) {
        guard !object.isNone else { return }
        var taint = self.taint(of: .parameter(place), .parameter(place))
        if !isReceiver, let source = sourceParameter(object) { taint.merge(source) }
        environment[object] = taint
    }

    private mutating func sourceParameter(_ object: ObjectID) -> Taint? {
        guard let local = code.info.local(object),
            let what = TaintSpecs.sourceTypes[code.qualifiedName(ofType: local.type)]
        else { return nil }
        return source(local.declaration, isRemote: true, what)
    }

    // MARK: Origins and targets

    private mutating func taint(of key: OriginKey, _ make: @autoclosure () -> TaintOrigin) -> Taint {
        if let known = origins[key] { return Taint(bits: 1 << UInt128(known)) }
        let index = function.origins.count
        guard index < Self.maximumOrigins else {
            isCutShort = true
            return Taint()
        }
        function.origins.append(make())
        origins[key] = index
        return Taint(bits: 1 << UInt128(index))
    }

    private mutating func source(_ node: Node, isRemote: Bool, _ what: String) -> Taint {
        let range = file.tree.range(of: node)
        let origin = TaintOrigin.source(TaintSource(isRemote: isRemote, step: step(node, "\(what) is read")))
        return taint(of: .source(file.index, range.lowerBound), origin)
    }

    private func step(_ node: Node, _ note: String) -> FlowStep {
        FlowStep(location: GoCodeScanner.location(file.tree, file.tree.range(of: node)), note: note)
    }

    private mutating func flow(_ taint: Taint, to target: TaintTarget) {
        guard !taint.isEmpty else { return }
        var bits = taint.bits
        let key: (Int, Int, Int) =
            switch target {
            case .result(let index): (0, index, 0)
            case .sink(let index): (1, index, 0)
            case .argument(let call, let place): (2, call, place)
            }
        while bits != 0 {
            let origin = bits.trailingZeroBitCount
            bits &= bits - 1
            let flowKey = FlowKey(
                origin: origin, cleared: taint.cleared.rawValue, target: key.0, first: key.1, second: key.2)
            guard flowKeys.insert(flowKey).inserted else { continue }
            function.flows.append(TaintFlow(origin: origin, cleared: taint.cleared, target: target))
        }
    }

    private mutating func sink(_ kind: HarmKinds, _ node: Node, _ what: String, _ taint: Taint) {
        guard !taint.isEmpty, !taint.cleared.contains(kind) else { return }
        let range = file.tree.range(of: node)
        let key = SinkKey(file: file.index, start: range.lowerBound, kind: kind.rawValue)
        if let known = sinkIndexes[key] {
            flow(taint, to: .sink(known))
            return
        }
        let location = GoCodeScanner.location(file.tree, range)
        let first = location.line ?? 0
        let lines = first...max(first, location.endLine ?? first)
        let place = TaintSinkPlace(
            kind: kind, what: what, step: FlowStep(location: location, note: "it reaches \(what)"), location: location,
            evidence: GoCodeScanner.line(file.tree, range.lowerBound), function: functionName,
            suppressions: suppressions(file).filter { $0.covers(lines) })
        let index = function.sinks.count
        function.sinks.append(place)
        sinkIndexes[key] = index
        flow(taint, to: .sink(index))
    }

    // MARK: Statements

    private mutating func execute(_ node: Node, _ environment: inout Environment) {
        guard !node.isNone, depth < Self.maximumDepth, budget > 0 else { return }
        depth += 1
        budget -= 1
        defer { depth -= 1 }
        let tree = file.tree
        switch tree.syntax(node) {
        case .block(let statements):
            for statement in tree.nodes(statements) { execute(statement, &environment) }
        case .expression(let inner): _ = evaluate(inner, &environment)
        case .assign(let op, let left, let right): assign(op, left, right, &environment)
        case .declaration(let inner): execute(inner, &environment)
        case .general(_, let specs, _): for spec in tree.nodes(specs) { execute(spec, &environment) }
        case .valueSpec(let names, _, let values):
            if !tree.first(values).isNone { assign(.define, names, values, &environment) }
        case .labeled(_, let statement): execute(statement, &environment)
        case .send(let channel, let value):
            let taint = evaluate(value, &environment)
            weaken(channel, taint, &environment)
        case .incrementDecrement: break
        case .go(let call), .defer(let call): _ = evaluate(call, &environment)
        case .return(let results): returned(results, &environment)
        case .if(let initial, let condition, let then, let otherwise):
            execute(initial, &environment)
            _ = evaluate(condition, &environment)
            var other = environment
            let guards = self.guards(condition)
            apply(guards.whenTrue, &environment)
            apply(guards.whenFalse, &other)
            execute(then, &environment)
            execute(otherwise, &other)
            if ends(then) {
                environment = other
            } else if otherwise.isNone || !ends(otherwise) {
                merge(other, into: &environment)
            }
        case .for(let initial, let condition, let post, let body):
            execute(initial, &environment)
            for _ in 0..<(loopDepth == 0 ? 2 : 1) {
                loopDepth += 1
                defer { loopDepth -= 1 }
                var inner = environment
                if !condition.isNone { _ = evaluate(condition, &inner) }
                execute(body, &inner)
                execute(post, &inner)
                merge(inner, into: &environment)
            }
        case .range(let key, let value, _, let operand, let body):
            let taint = evaluate(operand, &environment)
            let isMap = code.types.kind(code.types.underlying(file.type(of: operand))) == .map
            for _ in 0..<(loopDepth == 0 ? 2 : 1) {
                loopDepth += 1
                defer { loopDepth -= 1 }
                var inner = environment
                // Positions in a list are no data; keys of a map are.
                if !key.isNone { set(key, isMap || value.isNone && !isList(operand) ? taint : Taint(), &inner) }
                if !value.isNone { set(value, taint, &inner) }
                execute(body, &inner)
                merge(inner, into: &environment)
            }
        case .switch(let initial, let tag, let body):
            execute(initial, &environment)
            if !tag.isNone { _ = evaluate(tag, &environment) }
            clauses(body, tag, nil, &environment)
        case .typeSwitch(let initial, let guardStatement, let body):
            execute(initial, &environment)
            var taint = Taint()
            switch tree.syntax(guardStatement) {
            case .assign(_, _, let right): taint = evaluate(tree.first(right), &environment)
            case .expression(let inner): taint = evaluate(inner, &environment)
            default: break
            }
            clauses(body, .none, taint, &environment)
        case .select(let body): clauses(body, .none, nil, &environment)
        default: break
        }
    }

    private func isList(_ node: Node) -> Bool {
        switch code.types.kind(code.types.underlying(file.type(of: node))) {
        case .slice, .array, .pointer: true
        case .basic: true
        default: false
        }
    }

    private mutating func clauses(_ body: Node, _ tag: Node, _ taint: Taint?, _ environment: inout Environment) {
        let tree = file.tree
        guard case .block(let statements) = tree.syntax(body) else { return }
        var result: Environment?
        var hasDefault = false
        let start = environment
        for clause in tree.nodes(statements) {
            var inner = start
            var list: NodeList
            switch tree.syntax(clause) {
            case .caseClause(let expressions, let body, let isDefault):
                if isDefault { hasDefault = true }
                for expression in tree.nodes(expressions) where taint == nil { _ = evaluate(expression, &inner) }
                let isFixed = tree.nodes(expressions).allSatisfy { code.info.constant(of: $0, in: file).isKnown }
                if !tag.isNone, !isDefault, isFixed, let object = code.variable(tag, in: file) {
                    inner[object] = Taint()
                }
                if let taint { typeSwitchVariables(clause, taint, &inner) }
                list = body
            case .communicationClause(let communication, let body):
                if communication.isNone { hasDefault = true } else { execute(communication, &inner) }
                list = body
            default: continue
            }
            var isOver = false
            for statement in tree.nodes(list) {
                execute(statement, &inner)
                isOver = ends(statement)
            }
            if isOver { continue }
            if var known = result {
                merge(inner, into: &known)
                result = known
            } else {
                result = inner
            }
        }
        if var result {
            if !hasDefault { merge(start, into: &result) }
            environment = result
        }
    }

    /// Each clause of a type switch has a variable of its own.
    private mutating func typeSwitchVariables(_ clause: Node, _ taint: Taint, _ environment: inout Environment) {
        guard !taint.isEmpty else { return }
        var seen: [ObjectID] = []
        let file = file
        file.tree.visit(clause) { node, kind in
            if kind == .identifier {
                let object = file.object(of: node)
                if object.isLocal, let local = code.info.local(object), local.role == .typeSwitch {
                    seen.append(object)
                }
            }
            return true
        }
        for object in seen { environment[object] = taint }
    }

    private mutating func returned(_ results: NodeList, _ environment: inout Environment) {
        let tree = file.tree
        let count = tree.count(results)
        if literalResult != nil {
            for result in tree.nodes(results) {
                let taint = evaluate(result, &environment)
                literalResult?.merge(taint)
            }
            return
        }
        if count == 0 {
            for (index, object) in resultObjects.enumerated() where !object.isNone {
                flow(environment[object] ?? Taint(), to: .result(index))
            }
        } else if count == 1, resultCount > 1 {
            let taints = evaluateTuple(tree.first(results), resultCount, &environment)
            for (index, taint) in taints.enumerated() { flow(taint, to: .result(index)) }
        } else {
            for (index, result) in tree.nodes(results).enumerated() {
                flow(evaluate(result, &environment), to: .result(index))
            }
        }
    }

    private func ends(_ node: Node) -> Bool {
        let tree = file.tree
        switch tree.syntax(node) {
        case .return, .branch: return true
        case .block(let statements):
            guard let last = tree.nodes(statements).last else { return false }
            return ends(last)
        case .if(_, _, let then, let otherwise): return !otherwise.isNone && ends(then) && ends(otherwise)
        case .expression(let inner):
            guard case .call(let function, _, _) = tree.syntax(inner) else { return false }
            if tree.isName(function, "panic") { return true }
            let name = code.name(of: function, in: file)
            return name == "os.Exit" || name.hasPrefix("log.Fatal") || name.hasPrefix("log.Panic")
        default: return false
        }
    }

    private func merge(_ other: Environment, into environment: inout Environment) {
        for (object, taint) in other {
            guard !taint.isEmpty else { continue }
            environment[object, default: Taint()].merge(taint)
        }
    }

    private mutating func assign(
        _ op: Token, _ left: NodeList, _ right: NodeList, _ environment: inout Environment
    ) {
        let tree = file.tree
        let targets = tree.nodes(left)
        if tree.count(right) == 1, targets.count > 1 {
            let taints = evaluateTuple(tree.first(right), targets.count, &environment)
            for (target, taint) in zip(targets, taints) { set(target, taint, &environment) }
            return
        }
        var taints: [Taint] = []
        for (place, value) in tree.nodes(right).enumerated() {
            var taint = evaluate(value, &environment)
            if op != .assign, op != .define, place < targets.count {
                taint.merge(evaluate(targets[place], &environment))
            }
            taints.append(taint)
            let inner = tree.unparen(value)
            if tree.kind(inner) == .functionLiteral, place < targets.count {
                let object = file.object(of: targets[place])
                if !object.isNone { literals[object] = inner }
            }
        }
        for (target, taint) in zip(targets, taints) { set(target, taint, &environment) }
    }

    private mutating func set(_ target: Node, _ taint: Taint, _ environment: inout Environment) {
        let node = file.tree.unparen(target)
        if file.tree.kind(node) == .identifier {
            let object = file.object(of: node)
            guard !object.isNone, object.isLocal else { return }
            environment[object] = canCarry(code.info.type(of: object)) ? taint : Taint()
            return
        }
        weaken(node, taint, &environment)
    }

    /// Adds to what a variable holds that something is stored in.
    private mutating func weaken(_ target: Node, _ taint: Taint, _ environment: inout Environment) {
        guard !taint.isEmpty, let object = root(target), object.isLocal else { return }
        environment[object, default: Taint()].merge(taint)
    }

    private func root(_ node: Node) -> ObjectID? {
        var node = file.tree.unparen(node)
        for _ in 0..<32 {
            switch file.tree.syntax(node) {
            case .identifier:
                let object = file.object(of: node)
                return code.info.kind(of: object) == .variable ? object : nil
            case .selector(let operand, _): node = file.tree.unparen(operand)
            case .index(let operand, _): node = file.tree.unparen(operand)
            case .slice(let operand, _, _, _): node = file.tree.unparen(operand)
            case .star(let operand): node = file.tree.unparen(operand)
            case .unary(.and, let operand): node = file.tree.unparen(operand)
            case .typeAssertion(let operand, _): node = file.tree.unparen(operand)
            default: return nil
            }
        }
        return nil
    }

    /// Numbers, truth values and errors carry nothing that does harm here.
    private func canCarry(_ type: GoType) -> Bool {
        let base = code.types.underlying(type)
        if base == .uint8 || base == .int32 { return true }
        if base.isIntegerBasic || base.isFloatBasic || base.isBooleanBasic || base.isComplexBasic { return false }
        if code.types.kind(type) == .named, code.types.kind(base) == .interface {
            let name = code.qualifiedName(ofType: type)
            if name == "error" || name == "context.Context" || name == "net/http.ResponseWriter" { return false }
        }
        return true
    }

    // MARK: Guards

    private struct Guards {
        var whenTrue: [(ObjectID, HarmKinds)] = []
        var whenFalse: [(ObjectID, HarmKinds)] = []
    }

    private func apply(_ list: [(ObjectID, HarmKinds)], _ environment: inout Environment) {
        for (object, kinds) in list { environment[object] = environment[object]?.clearing(kinds) }
    }

    /// What a condition makes sure of.
    private func guards(_ condition: Node) -> Guards {
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
                guard let object = code.variable(side, in: file), let text = code.string(other, in: file), !text.isEmpty
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
                if let object = code.variable(first, in: file) {
                    result.whenTrue.append((object, [.path, .redirect, .request]))
                }
            case "regexp.Regexp.MatchString":
                if let object = code.variable(first, in: file) { result.whenTrue.append((object, .all)) }
            case "regexp.MatchString", "slices.Contains":
                if let object = code.variable(tree.element(1, of: arguments), in: file) {
                    result.whenTrue.append((object, .all))
                }
            default: break
            }
        case .index(let operand, let indices):
            if code.types.kind(code.types.underlying(file.type(of: operand))) == .map,
                let object = code.variable(tree.first(indices), in: file)
            {
                result.whenTrue.append((object, .all))
            }
        case .identifier:
            // if _, ok := allowed[x]; ok
            guard let object = code.variable(condition, in: file), let definition = code.onlyDefinition(of: object),
                definition.result == 1, definition.file === file,
                case .index(let operand, let indices) = tree.syntax(tree.unparen(definition.value)),
                code.types.kind(code.types.underlying(file.type(of: operand))) == .map,
                let key = code.variable(tree.first(indices), in: file)
            else { return result }
            result.whenTrue.append((key, .all))
        default: break
        }
        return result
    }

    // MARK: Expressions

    private mutating func evaluateTuple(_ node: Node, _ count: Int, _ environment: inout Environment) -> [Taint] {
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

    private mutating func evaluate(_ node: Node, _ environment: inout Environment) -> Taint {
        guard !node.isNone, depth < Self.maximumDepth, budget > 0 else { return Taint() }
        depth += 1
        budget -= 1
        defer { depth -= 1 }
        let tree = file.tree
        switch tree.syntax(node) {
        case .identifier:
            let object = file.object(of: node)
            if object.isLocal { return environment[object] ?? Taint() }
            return variable(node, object)
        case .paren(let inner): return evaluate(inner, &environment)
        case .selector(let operand, _):
            let object = file.object(of: node)
            if code.info.kind(of: file.object(of: operand)) == .packageName { return variable(node, object) }
            let taint = evaluate(operand, &environment)
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
            return op == .add ? taint : Taint()
        case .compositeLiteral(_, let elements):
            var taint = Taint()
            for element in tree.nodes(elements) {
                if case .keyValue(_, let value) = tree.syntax(element) {
                    taint.merge(evaluate(value, &environment))
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

    private mutating func variable(_ node: Node, _ object: ObjectID) -> Taint {
        guard code.info.kind(of: object) == .variable else { return Taint() }
        let name = code.qualifiedName(object)
        guard let what = TaintSpecs.sourceVariables[name] else { return Taint() }
        return source(node, isRemote: false, what)
    }

    /// Reads a literal's body, with the taints of its arguments where it is called.
    private mutating func literal(_ node: Node, _ arguments: [Taint]?, _ environment: inout Environment) -> Taint {
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
            if let source = sourceParameter(parameter) { taint.merge(source) }
            inner[parameter] = taint
        }
        let outer = literalResult
        literalResult = Taint()
        execute(info.body, &inner)
        let result = literalResult ?? Taint()
        literalResult = outer
        // What it changes of the function's variables it may have changed.
        for (object, taint) in inner where !taint.isEmpty && environment[object] != nil {
            environment[object, default: Taint()].merge(taint)
        }
        return arguments == nil ? Taint() : result
    }

    private mutating func call(_ node: Node, _ environment: inout Environment) -> [Taint] {
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
        var arguments: [Taint] = []
        if nodes.count == 1, tree.kind(tree.unparen(nodes[0])) == .call,
            code.types.kind(file.type(of: tree.unparen(nodes[0]))) == .tuple
        {
            arguments = self.call(tree.unparen(nodes[0]), &environment)
        } else {
            for argument in nodes { arguments.append(evaluate(argument, &environment)) }
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
        default: break
        }
        check(call, arguments, receiver)
        if let source = TaintSpecs.sources[call.name] {
            return results(self.source(node, isRemote: source.isRemote, source.what), node)
        }
        if call.name.hasPrefix("fmt.Scan") {
            for argument in nodes { weaken(argument, source(node, isRemote: false, "standard input"), &environment) }
            return []
        }
        let object = call.callee.object
        let isOwn = !object.isNone && !object.isLocal && code.program.package(of: object)?.origin == .target
        switch call.callee {
        case .function, .method:
            if isOwn, TaintSpecs.sanitizers[call.name] == nil {
                return ownCall(call, arguments, hasReceiver ? receiver : nil, &environment)
            }
        default: break
        }
        return foreignCall(call, nodes, arguments, receiver, &environment)
    }

    /// One taint for each result of a call, none where the type carries nothing.
    private func results(_ taint: Taint, _ node: Node) -> [Taint] {
        let type = file.type(of: node)
        if code.types.kind(type) == .tuple {
            return code.types.elements(type).map { canCarry($0) ? taint : Taint() }
        }
        return [type.isInvalid || canCarry(type) ? taint : Taint()]
    }

    private mutating func ownCall(
        _ call: GoCall, _ arguments: [Taint], _ receiver: Taint?, _ environment: inout Environment
    ) -> [Taint] {
        let isTainted = !(receiver?.isEmpty ?? true) || arguments.contains { !$0.isEmpty }
        let type = file.type(of: call.node)
        let elements = code.types.kind(type) == .tuple ? Array(code.types.elements(type)) : [type]
        let carries = elements.contains { $0 != .noValue && canCarry($0) }
        guard isTainted || carries else { return elements.map { _ in Taint() } }
        let object = call.callee.object
        let name = code.qualifiedName(object)
        let index: Int
        if let known = callIndexes[call.node] {
            index = known
        } else {
            index = function.calls.count
            callIndexes[call.node] = index
            function.calls.append(TaintCall(callee: object, step: step(call.node, "it goes through \(name)")))
        }
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
        return elements.enumerated().map { result, type in
            guard type != .noValue, canCarry(type) else { return Taint() }
            return taint(of: .call(index, result), .call(index, result: result))
        }
    }

    private var callIndexes: [Node: Int] = [:]

    private mutating func foreignCall(
        _ call: GoCall, _ nodes: [Node], _ arguments: [Taint], _ receiver: Taint, _ environment: inout Environment
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
        // What is written to a buffer, decoded to a variable or copied to a list is in there then.
        let name = call.name
        let isWrite =
            name.contains(".Write") || name.hasSuffix(".Set") || name.hasSuffix(".Add") || name.hasSuffix(".ReadFrom")
            || name.hasSuffix(".Store") || name.hasSuffix(".Push") || name.hasSuffix(".Append")
        if isWrite, !call.operand.isNone { weaken(call.operand, taint, &environment) }
        for node in nodes {
            if case .unary(.and, _) = file.tree.syntax(file.tree.unparen(node)) { weaken(node, taint, &environment) }
        }
        if name == "io.ReadFull" || name == "io.ReadAtLeast", nodes.count > 1 { weaken(nodes[1], taint, &environment) }
        if name.hasSuffix(".Read"), nodes.count == 1 { weaken(nodes[0], taint, &environment) }
        if name.hasPrefix("io.Copy"), let first = nodes.first { weaken(first, taint, &environment) }
        return results(taint, call.node)
    }

    private mutating func builtin(_ builtin: Builtin, _ nodes: [Node], _ environment: inout Environment) -> Taint {
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

    private mutating func check(_ call: GoCall, _ arguments: [Taint], _ receiver: Taint) {
        guard let sink = TaintSpecs.sinks[call.name], !arguments.isEmpty else { return }
        if sink.needsWriter {
            let writer = code.qualifiedName(ofType: file.type(of: file.tree.unparen(call.argument(0))))
            guard writer == "net/http.ResponseWriter" else { return }
        }
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
}
