import Findings
import GoSource

/// Reads the functions of one package as far as data goes: statements in order, branches apart and then together, loops
/// twice. Literals are read where they stand, and again where the variable that holds them is called.
struct TaintBuilder {
    let code: GoCode
    /// The parameters of the function that is read.
    var parameters: [ObjectID: Parameter] = [:]
    /// Origins that are sources.
    var sourceBits = OriginSet()
    /// Parameters that something is stored behind.
    var written: Set<ObjectID> = []
    let suppressions: (FileInfo) -> [Suppression]
    var file: FileInfo
    var function: TaintFunction
    var functionName = ""
    var origins: [OriginKey: Int] = [:]
    var sinkIndexes: [SinkKey: Int] = [:]
    var flowKeys: Set<FlowKey> = []
    var resultCount = 0
    var resultObjects: [ObjectID] = []
    var literals: [ObjectID: Node] = [:]
    /// Results of the literal being read; nil in the function itself.
    var literalResult: Taint?
    var callIndexes: [Node: Int] = [:]
    var depth = 0
    var loopDepth = 0
    /// Literals that are being read: one that calls itself is not read again.
    var activeLiterals: Set<Node> = []
    /// How many more times literals are read in this function.
    var literalBudget = 200
    /// More origins than one function may have: data of the rest is not followed.
    var isCutShort = false
    /// Statements and expressions that are still looked at: no function takes longer than this, whatever it holds.
    var budget = 400_000

    enum OriginKey: Hashable {
        case parameter(Int)
        case source(Int, Int)
        case call(Int, Int)
        case shared(ObjectID)
    }

    struct Parameter {
        var place: Int
        /// The origin that it is.
        var own: OriginSet
        /// Own, and the source that its type makes it.
        var given: OriginSet
        /// The caller sees what is stored behind it.
        var isShared: Bool
    }

    struct SinkKey: Hashable {
        var file: Int
        var start: Int
        var kind: UInt16
    }

    struct FlowKey: Hashable {
        var origin: Int
        var cleared: UInt16
        var target: Int
        var first: Int
        var second: Int
    }

    static let maximumOrigins = OriginSet.capacity
    /// Deeper nesting of statements than people write.
    static let maximumDepth = 200

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

    mutating func read(_ info: FunctionInfo) {
        var environment = TaintEnvironment()
        functionName = info.object.isNone ? "" : code.qualifiedName(info.object)
        var place = 0
        let isMethod = code.info.kind(of: info.object) == .method
        if isMethod {
            // The methods of a request are net/http's own; what calls them is where data comes in.
            bind(info.receiver, 0, info, &environment, isReceiver: true)
            place = 1
        }
        for parameter in info.parameters {
            bind(parameter, place, info, &environment)
            place += 1
        }
        resultCount = code.types.results(info.signature).count
        resultObjects = info.results
        for object in resultObjects where !object.isNone { environment[object] = Taint() }
        execute(info.body, &environment)
        leave(environment)
    }

    mutating func bind(
        _ object: ObjectID, _ place: Int, _ info: FunctionInfo, _ environment: inout TaintEnvironment,
        isReceiver: Bool = false
    ) {
        guard !object.isNone else { return }
        var taint = self.taint(of: .parameter(place), .parameter(place))
        let own = taint
        if !isReceiver, let source = sourceParameter(object, info) { taint.merge(source) }
        environment[object] = taint
        let type = code.info.type(of: object)
        parameters[object] = Parameter(place: place, own: own.bits, given: taint.bits, isShared: isReference(type))
    }

    /// The source that a parameter is by its type.
    mutating func sourceParameter(_ object: ObjectID, _ info: FunctionInfo) -> Taint? {
        guard let local = code.info.local(object) else { return nil }
        let type = code.qualifiedName(ofType: local.type)
        guard let what = TaintSpecs.sourceTypes[type] else { return nil }
        // Values of a query are as often made for a request that goes out.
        if type == "net/url.Values" { return nil }
        if type == "net/http.Request", !isIncoming(info) { return nil }
        return source(local.declaration, isRemote: true, what)
    }

    /// Whether the request that a function takes has come in. Who answers with a response or a proxy's address, or looks at
    /// the requests before, sends it out; and where the callers are there to be followed, they say what it is.
    func isIncoming(_ info: FunctionInfo) -> Bool {
        let types = code.types
        let parameters = types.parameters(info.signature)
        if parameters.contains(where: { code.qualifiedName(ofType: $0) == "net/http.ResponseWriter" }) { return true }
        if types.results(info.signature).contains(where: {
            ["net/http.Response", "net/url.URL"].contains(code.qualifiedName(ofType: $0))
        }) {
            return false
        }
        let looksBack = parameters.contains {
            types.kind($0) == .slice && code.qualifiedName(ofType: types.element($0)) == "net/http.Request"
        }
        return !looksBack && (info.object.isNone || !code.isCalled(info.object))
    }

    /// Pointers, maps and lists: what a function stores behind them its caller sees.
    func isReference(_ type: GoType) -> Bool {
        switch code.types.kind(code.types.underlying(type)) {
        case .pointer, .map, .slice: true
        default: false
        }
    }

    /// At each end of a function: what is behind its parameters now.
    mutating func leave(_ environment: TaintEnvironment) {
        for object in written {
            guard let parameter = parameters[object], parameter.isShared else { continue }
            for (field, taint) in environment.parts(object) {
                flow(
                    taint.without(parameter.given), to: .result(TaintOutput.parameter(parameter.place, field)))
            }
        }
    }

    // MARK: Origins and targets

    mutating func taint(of key: OriginKey, _ make: @autoclosure () -> TaintOrigin) -> Taint {
        if let known = origins[key] { return Taint(bits: OriginSet(known)) }
        let index = function.origins.count
        guard index < Self.maximumOrigins else {
            isCutShort = true
            return Taint()
        }
        function.origins.append(make())
        origins[key] = index
        return Taint(bits: OriginSet(index))
    }

    mutating func source(_ node: Node, isRemote: Bool, _ what: String) -> Taint {
        let range = file.tree.range(of: node)
        let origin = TaintOrigin.source(TaintSource(isRemote: isRemote, step: step(node, "\(what) is read")))
        let taint = taint(of: .source(file.index, range.lowerBound), origin)
        sourceBits |= taint.bits
        return taint
    }

    func step(_ node: Node, _ note: String) -> FlowStep {
        FlowStep(location: GoCodeScanner.location(file.tree, file.tree.range(of: node)), note: note)
    }

    mutating func flow(_ taint: Taint, to target: TaintTarget) {
        guard !taint.isEmpty else { return }
        let key: (Int, Int, Int) =
            switch target {
            case .result(let index): (0, index, 0)
            case .sink(let index): (1, index, 0)
            case .argument(let call, let place): (2, call, place)
            case .shared(let object): (3, Int(object.id), 0)
            }
        for part in taint.parts {
            part.bits.forEach { origin in
                let flowKey = FlowKey(
                    origin: origin, cleared: part.cleared.rawValue, target: key.0, first: key.1, second: key.2)
                guard flowKeys.insert(flowKey).inserted else { return }
                function.flows.append(TaintFlow(origin: origin, cleared: part.cleared, target: target))
            }
        }
    }

    mutating func sink(_ kind: HarmKinds, _ node: Node, _ what: String, _ taint: Taint) {
        let taint = taint.reaching(kind)
        guard !taint.isEmpty else { return }
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

    mutating func execute(_ node: Node, _ environment: inout TaintEnvironment) {
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
            if !tree.first(values).isNone {
                assign(.define, names, values, &environment)
            } else {
                for name in tree.nodes(names) { set(name, Taint(), &environment) }
            }
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
                environment.merge(other)
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
                environment.merge(inner)
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
                environment.merge(inner)
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

    func isList(_ node: Node) -> Bool {
        switch code.types.kind(code.types.underlying(file.type(of: node))) {
        case .slice, .array, .pointer: true
        case .basic: true
        default: false
        }
    }

    mutating func clauses(_ body: Node, _ tag: Node, _ taint: Taint?, _ environment: inout TaintEnvironment) {
        let tree = file.tree
        guard case .block(let statements) = tree.syntax(body) else { return }
        var result: TaintEnvironment?
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
                if !tag.isNone, !isDefault, isFixed, let place = place(tag), !place.isPart {
                    inner.clear(place, .all)
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
                known.merge(inner)
                result = known
            } else {
                result = inner
            }
        }
        if var result {
            if !hasDefault { result.merge(start) }
            environment = result
        }
    }

    /// Each clause of a type switch has a variable of its own.
    mutating func typeSwitchVariables(_ clause: Node, _ taint: Taint, _ environment: inout TaintEnvironment) {
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

    mutating func returned(_ results: NodeList, _ environment: inout TaintEnvironment) {
        let tree = file.tree
        let count = tree.count(results)
        if literalResult != nil {
            for result in tree.nodes(results) {
                let taint = evaluate(result, &environment)
                literalResult?.merge(taint)
            }
            return
        }
        defer { leave(environment) }
        if count == 0 {
            for (index, object) in resultObjects.enumerated() where !object.isNone {
                flow(environment[object], to: .result(index))
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

    func ends(_ node: Node) -> Bool {
        let tree = file.tree
        switch tree.syntax(node) {
        case .return, .branch: return true
        case .block(let statements):
            guard let last = tree.nodes(statements).last else { return false }
            return ends(last)
        case .if(_, _, let then, let otherwise): return !otherwise.isNone && ends(then) && ends(otherwise)
        case .expression(let inner): return code.neverReturns(inner, in: file)
        default: return false
        }
    }

    mutating func assign(
        _ op: Token, _ left: NodeList, _ right: NodeList, _ environment: inout TaintEnvironment
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
            let inner = tree.unparen(value)
            if tree.kind(inner) == .functionLiteral, place < targets.count {
                let object = file.object(of: targets[place])
                if !object.isNone { literals[object] = inner }
            }
            if targets.count == 1, op == .assign || op == .define, assignFields(of: inner, to: targets[0], &environment)
            {
                return
            }
            var taint = evaluate(value, &environment)
            if op != .assign, op != .define, place < targets.count {
                taint.merge(evaluate(targets[place], &environment))
            }
            taints.append(taint)
        }
        for (target, taint) in zip(targets, taints) { set(target, taint, &environment) }
    }

    /// `x = T{…}`, `x = &T{…}` and `x = y`: what is known of each field stays apart.
    mutating func assignFields(of value: Node, to target: Node, _ environment: inout TaintEnvironment) -> Bool {
        let tree = file.tree
        guard let target = storePlace(target), target.root.isLocal, target.path.isWhole, !target.isPart,
            !target.isBehind
        else { return false }
        var value = value
        if case .unary(.and, let operand) = tree.syntax(value) { value = tree.unparen(operand) }
        if case .compositeLiteral(_, let elements) = tree.syntax(value) {
            guard code.types.kind(code.types.underlying(code.types.dereferenced(file.type(of: value)))) == .structure,
                tree.kind(tree.first(elements)) == .keyValue
            else { return false }
            var fields: [(ObjectID, Taint)] = []
            for element in tree.nodes(elements) {
                guard case .keyValue(let key, let value) = tree.syntax(element) else { continue }
                let taint = stored(evaluate(value, &environment), in: file.object(of: key))
                if !taint.isEmpty { fields.append((file.object(of: key), taint)) }
            }
            environment[target.root] = Taint()
            for (field, taint) in fields {
                let path = field.isNone ? FieldPath() : FieldPath(first: field)
                environment.add(TaintPlace(root: target.root, path: path), taint)
            }
            return true
        }
        guard let source = code.variable(value, in: file), source.isLocal, canCarry(code.info.type(of: source)) else {
            return false
        }
        environment.copy(alias(source), to: target.root)
        return true
    }

    mutating func set(_ target: Node, _ taint: Taint, _ environment: inout TaintEnvironment) {
        guard let place = storePlace(target) else { return }
        let type = file.type(of: file.tree.unparen(target))
        var taint = type.isInvalid || canCarry(type) || place.isPart ? taint : Taint()
        taint = stored(taint, in: place.field)
        if place.root.isLocal, !place.isBehind || !place.isPart {
            environment.set(place.asPlace, taint)
        } else if !taint.isEmpty {
            environment.add(place.asPlace, taint)
        }
        share(taint, place)
    }

    /// Adds to what a variable holds that something is stored in.
    mutating func weaken(_ target: Node, _ taint: Taint, _ environment: inout TaintEnvironment) {
        guard !taint.isEmpty, let place = storePlace(target) else { return }
        environment.add(place.asPlace, taint)
        if let parameter = parameters[place.root], parameter.isShared { written.insert(place.root) }
        share(taint, place)
    }

    /// What is stored in a variable of the package or in a field of what others hold too, other functions see.
    mutating func share(_ taint: Taint, _ place: StorePlace) {
        if place.isBehind, parameters[place.root] != nil { written.insert(place.root) }
        guard !taint.isEmpty else { return }
        if !place.root.isLocal, code.isShared(variable: place.root) { flow(taint, to: .shared(place.root)) }
        // Fields of general types (buffers, lists) hold what callers give; only what a function reads itself counts.
        if !place.field.isNone, parameters[place.root] != nil, code.isShared(field: place.field) {
            flow(taint.only(sourceBits), to: .shared(place.field))
        }
    }

    /// Some fields take the harm out of what they get: the path of a URL decides no host.
    func stored(_ taint: Taint, in field: ObjectID) -> Taint {
        guard !taint.isEmpty, !field.isNone, code.info.kind(of: field) == .field,
            let cleared = TaintSpecs.clearingFields[code.qualifiedName(field)]
        else { return taint }
        return taint.clearing(cleared)
    }

    /// Where an expression stores or reads.
    struct StorePlace {
        var root: ObjectID
        var path = FieldPath()
        /// An element, or a field that is too deep.
        var isPart = false
        /// Behind a pointer, in a field or an element: not the variable itself.
        var isBehind = false
        /// The field that is written to, if it is one.
        var field = ObjectID.none

        var asPlace: TaintPlace { TaintPlace(root: root, path: path, isPart: isPart) }
    }

    func place(_ node: Node) -> TaintPlace? { storePlace(node)?.asPlace }

    func storePlace(_ node: Node) -> StorePlace? {
        let tree = file.tree
        var node = tree.unparen(node)
        // The outermost first.
        var fields: [ObjectID] = []
        var result = StorePlace(root: .none)
        for _ in 0..<32 {
            switch tree.syntax(node) {
            case .identifier:
                let object = file.object(of: node)
                guard code.info.kind(of: object) == .variable else { return nil }
                result.root = alias(object)
                return finished(result, fields)
            case .selector(let operand, _):
                let object = file.object(of: node)
                if code.info.kind(of: file.object(of: operand)) == .packageName {
                    guard code.info.kind(of: object) == .variable else { return nil }
                    result.root = object
                    return finished(result, fields)
                }
                if code.info.kind(of: object) == .field {
                    if fields.isEmpty, result.field.isNone { result.field = object }
                    fields.append(object)
                } else {
                    fields = []
                    result.isPart = true
                }
                result.isBehind = true
                node = tree.unparen(operand)
            case .index(let operand, _), .slice(let operand, _, _, _), .typeAssertion(let operand, _):
                fields = []
                result.isPart = true
                result.isBehind = true
                result.field = .none
                node = tree.unparen(operand)
            case .star(let operand):
                result.isBehind = true
                node = tree.unparen(operand)
            case .unary(.and, let operand): node = tree.unparen(operand)
            default: return nil
            }
        }
        return nil
    }

    func finished(_ place: StorePlace, _ fields: [ObjectID]) -> StorePlace {
        var place = place
        if let first = fields.last {
            place.path.first = first
            if fields.count > 1 { place.path.second = fields[fields.count - 2] }
            if fields.count > 2 { place.isPart = true }
        }
        return place
    }

    /// The variable that a pointer always points to: `p := &x`, `p := q`.
    func alias(_ object: ObjectID) -> ObjectID {
        var object = object
        for _ in 0..<4 {
            guard object.isLocal, code.types.isPointer(code.info.type(of: object)),
                let definition = code.onlyDefinition(of: object), definition.file === file, definition.result < 0,
                definition.op == .define || definition.op == .var, !definition.value.isNone
            else { return object }
            var value = file.tree.unparen(definition.value)
            if case .unary(.and, let operand) = file.tree.syntax(value) {
                value = file.tree.unparen(operand)
            } else if let pointer = code.variable(value, in: file), !code.isParameter(pointer),
                code.onlyDefinition(of: pointer) == nil
            {
                return object
            }
            guard let target = code.variable(value, in: file), target != object else { return object }
            object = target
        }
        return object
    }

    /// Numbers, truth values and errors carry nothing that does harm here.
    func canCarry(_ type: GoType) -> Bool {
        let base = code.types.underlying(type)
        if base == .uint8 || base == .int32 { return true }
        if base.isIntegerBasic || base.isFloatBasic || base.isBooleanBasic || base.isComplexBasic { return false }
        if code.types.kind(type) == .named, code.types.kind(base) == .interface {
            let name = code.qualifiedName(ofType: type)
            if name == "error" || name == "context.Context" || name == "net/http.ResponseWriter" { return false }
        }
        return true
    }
}
