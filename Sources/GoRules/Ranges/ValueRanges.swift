import GoSource

/// The least and the largest value that an integer may have.
struct Interval: Hashable {
    var low: Int128
    var high: Int128

    init(_ low: Int128, _ high: Int128) {
        self.low = low
        self.high = high
    }

    init(_ value: Int128) { self.init(value, value) }

    /// Beyond every Go type: nothing is known.
    static let unknown = Interval(-(1 << 100), 1 << 100)
    static let length = Interval(0, Int128(Int64.max))

    /// All values of a type; nil for what is no integer.
    static func of(_ type: GoType, _ types: TypeTable) -> Interval? {
        let base = types.underlying(type)
        guard let bits = base.integerBits else { return nil }
        if base.isUnsignedBasic { return Interval(0, (1 << Int128(bits)) - 1) }
        return Interval(-(1 << Int128(bits - 1)), (1 << Int128(bits - 1)) - 1)
    }

    var isPoint: Bool { low == high }
    /// Known from values, not only from the type.
    var isSmall: Bool { low > -(1 << 40) && high < (1 << 40) }

    func contains(_ other: Interval) -> Bool { low <= other.low && other.high <= high }
    func union(_ other: Interval) -> Interval { Interval(min(low, other.low), max(high, other.high)) }

    /// Where two facts contradict each other the newer one counts: code behind a condition was meant to run.
    func narrowed(to other: Interval) -> Interval {
        let both = Interval(max(low, other.low), min(high, other.high))
        return both.low <= both.high ? both : other
    }
}

/// Follows the values of integers and the lengths of slices through one function: conditions narrow them, loops widen
/// what they change.
struct ValueRanges {
    struct Hooks {
        var conversion: ((Node, FileInfo, Interval) -> Void)?
        var bounds: ((Node, FileInfo, String) -> Void)?
        /// The interval of each index that is stored to.
        var index: ((Node, Interval) -> Void)?
    }

    struct Environment {
        var values: [String: Interval] = [:]
        /// Lengths that come from make, literals and arrays.
        var made: Set<String> = []

        private func isPoint(_ key: String, _ other: Environment) -> Bool {
            values[key]?.isPoint == true && other.values[key]?.isPoint == true
        }

        mutating func merge(_ other: Environment) {
            var kept: [String: Interval] = [:]
            for (key, value) in values { if let second = other.values[key] { kept[key] = value.union(second) } }
            // A length that is one here and another there goes with conditions that are not followed.
            made = made.filter { other.made.contains($0) && (values[$0] == other.values[$0] || !isPoint($0, other)) }
            values = kept
        }
    }

    let code: GoCode
    let file: FileInfo
    let hooks: Hooks
    private var depth = 0
    private var callDepth = 0
    private var exposed: Set<ObjectID> = []
    private var loopVariables: Set<ObjectID> = []

    private var tree: GoFile { file.tree }
    private static let maximumDepth = 150

    init(_ code: GoCode, _ file: FileInfo, _ hooks: Hooks) {
        self.code = code
        self.file = file
        self.hooks = hooks
    }

    mutating func run(_ function: FunctionInfo, _ start: Environment = Environment()) {
        findExposed(function.body)
        var environment = start
        _ = execute(function.body, &environment)
    }

    /// Variables whose address is taken or that literals share: calls may change them.
    private mutating func findExposed(_ body: Node) {
        var found: Set<ObjectID> = []
        tree.visit(body) { node, kind in
            if kind == .unary, case .unary(.and, let operand) = tree.syntax(node),
                let object = code.variable(operand, in: file)
            {
                found.insert(object)
            }
            return true
        }
        for object in found { exposed.insert(object) }
    }

    // MARK: Keys

    private func key(_ node: Node) -> String? {
        let node = tree.unparen(node)
        switch tree.syntax(node) {
        case .identifier:
            let object = file.object(of: node)
            return code.info.kind(of: object) == .variable ? "#\(object.id)" : nil
        case .selector(let operand, let name):
            guard code.info.kind(of: file.object(of: node)) == .field, let base = key(operand) else { return nil }
            return "\(base).\(tree.name(of: name))"
        case .star(let operand): return key(operand).map { "*\($0)" }
        default: return nil
        }
    }

    private func forget(_ object: ObjectID, _ environment: inout Environment) {
        let name = "#\(object.id)"
        for key in environment.values.keys where Self.mentions(key, name) {
            environment.values[key] = nil
            environment.made.remove(key)
        }
    }

    private static func mentions(_ key: String, _ name: String) -> Bool {
        var rest = key.utf8[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "#")) {
            rest = rest[start...]
            if rest.starts(with: name.utf8) {
                let after = rest.dropFirst(name.utf8.count).first
                if after == nil || !(after.map { $0 >= 0x30 && $0 <= 0x39 } ?? false) { return true }
            }
            rest = rest.dropFirst()
        }
        return false
    }

    /// What a call may change.
    private func forgetShared(_ environment: inout Environment) {
        for key in environment.values.keys {
            if key.utf8.contains(UInt8(ascii: ".")) || key.utf8.first == UInt8(ascii: "*") {
                environment.values[key] = nil
                environment.made.remove(key)
            }
        }
        for object in exposed { forget(object, &environment) }
    }

    // MARK: Values

    func interval(_ node: Node, _ environment: Environment, _ level: Int = 0) -> Interval {
        let type = file.type(of: node)
        let whole = Interval.of(type, code.types) ?? .unknown
        guard level < 40 else { return whole }
        if let value = code.info.constant(of: node, in: file).integer { return Interval(value) }
        func inner(_ node: Node) -> Interval { interval(node, environment, level + 1) }
        func fitted(_ value: Interval?) -> Interval {
            guard let value, whole.contains(value) else { return whole }
            return value
        }
        switch tree.syntax(node) {
        case .paren(let operand): return inner(operand)
        case .identifier, .selector, .star: return key(node).flatMap { environment.values[$0] } ?? whole
        case .unary(let op, let operand):
            let value = inner(operand)
            switch op {
            case .subtract: return fitted(Interval(-value.high, -value.low))
            case .xor:
                guard let all = Interval.of(type, code.types) else { return whole }
                return all.low == 0
                    ? Interval(all.high - value.high, all.high - value.low) : Interval(-1 - value.high, -1 - value.low)
            case .add: return value
            default: return whole
            }
        case .binary(let op, let left, let right):
            return fitted(Self.binary(op, inner(left), inner(right)))
        case .call(_, let arguments, _):
            switch code.info.callee(of: node, in: file) {
            case .conversion(let target):
                let argument = tree.first(arguments)
                guard let all = Interval.of(target, code.types),
                    Interval.of(file.type(of: argument), code.types) != nil
                        || code.info.constant(of: argument, in: file).isKnown
                else { return whole }
                let value = inner(argument)
                return all.contains(value) ? value : all
            case .builtin(let builtin):
                switch builtin {
                case .len: return facts(tree.first(arguments), environment).length
                case .cap: return facts(tree.first(arguments), environment).capacity
                case .min, .max:
                    var result: Interval?
                    for argument in tree.nodes(arguments) {
                        let value = inner(argument)
                        guard let known = result else {
                            result = value
                            continue
                        }
                        result =
                            builtin == .min
                            ? Interval(min(known.low, value.low), min(known.high, value.high))
                            : Interval(max(known.low, value.low), max(known.high, value.high))
                    }
                    return result ?? whole
                default: return whole
                }
            default: return whole
            }
        default: return whole
        }
    }

    static func binary(_ op: Token, _ left: Interval, _ right: Interval) -> Interval? {
        switch op {
        case .add: return Interval(left.low + right.low, left.high + right.high)
        case .subtract: return Interval(left.low - right.high, left.high - right.low)
        case .multiply:
            var values: [Int128] = []
            for first in [left.low, left.high] {
                for second in [right.low, right.high] {
                    let (product, overflow) = first.multipliedReportingOverflow(by: second)
                    if overflow { return nil }
                    values.append(product)
                }
            }
            return hull(values)
        case .divide:
            guard right.low > 0 || right.high < 0 else { return nil }
            var values: [Int128] = []
            for first in [left.low, left.high] {
                for second in [right.low, right.high] { values.append(first / second) }
            }
            if left.low < 0, left.high > 0 { values.append(0) }
            return hull(values)
        case .remainder:
            guard right.low > 0 || right.high < 0 else { return nil }
            let limit = max(abs(right.low), abs(right.high)) - 1
            if left.low >= 0, left.high <= limit, right.isPoint { return left }
            return Interval(left.low < 0 ? max(-limit, left.low) : 0, left.high > 0 ? min(limit, left.high) : 0)
        case .and:
            if right.low >= 0 { return Interval(0, left.low >= 0 ? min(left.high, right.high) : right.high) }
            if left.low >= 0 { return Interval(0, left.high) }
            return nil
        case .or, .xor:
            guard left.low >= 0, right.low >= 0 else { return nil }
            var mask: Int128 = 1
            while mask <= max(left.high, right.high) { mask <<= 1 }
            return Interval(0, mask - 1)
        case .andNot: return left.low >= 0 ? Interval(0, left.high) : nil
        case .shiftLeft:
            guard right.low >= 0, right.high < 64, abs(left.low) < 1 << 62, abs(left.high) < 1 << 62 else { return nil }
            return hull([
                left.low << right.low, left.low << right.high, left.high << right.low, left.high << right.high,
            ])
        case .shiftRight:
            guard right.low >= 0 else { return nil }
            let most = min(right.high, 100)
            let least = min(right.low, 100)
            return hull([left.low >> least, left.low >> most, left.high >> least, left.high >> most])
        default: return nil
        }
    }

    private static func hull(_ values: [Int128]) -> Interval? {
        guard let low = values.min(), let high = values.max() else { return nil }
        return Interval(low, high)
    }

    // MARK: Lengths

    struct Facts {
        var length = Interval.length
        var capacity = Interval.length
        var isMade = false
    }

    private func facts(_ node: Node, _ environment: Environment, _ level: Int = 0) -> Facts {
        let node = tree.unparen(node)
        let base = code.types.underlying(file.type(of: node))
        let array = code.types.kind(base) == .pointer ? code.types.underlying(code.types.element(base)) : base
        if code.types.kind(array) == .array, let length = code.types.length(array) {
            return Facts(length: Interval(Int128(length)), capacity: Interval(Int128(length)), isMade: true)
        }
        if let text = code.info.constant(of: node, in: file).string {
            let length = Interval(Int128(text.utf8.count))
            return Facts(length: length, capacity: length, isMade: true)
        }
        guard level < 8 else { return Facts() }
        if let key = key(node) {
            return Facts(
                length: environment.values["len(\(key))"] ?? .length,
                capacity: environment.values["cap(\(key))"] ?? .length,
                isMade: environment.made.contains("len(\(key))"))
        }
        switch tree.syntax(node) {
        case .compositeLiteral(_, let elements):
            guard code.types.kind(base) == .slice else { return Facts() }
            if tree.nodes(elements).contains(where: { tree.kind($0) == .keyValue }) { return Facts() }
            let length = Interval(Int128(tree.count(elements)))
            return Facts(length: length, capacity: length, isMade: true)
        case .call(_, let arguments, _):
            switch code.info.callee(of: node, in: file) {
            case .builtin(.make):
                guard code.types.kind(base) == .slice, tree.count(arguments) > 1 else { return Facts() }
                let length = interval(tree.element(1, of: arguments), environment)
                var capacity = length
                if tree.count(arguments) > 2 { capacity = interval(tree.element(2, of: arguments), environment) }
                return Facts(
                    length: length.narrowed(to: .length), capacity: capacity.narrowed(to: .length),
                    isMade: length.isPoint)
            case .conversion:
                return code.types.isByteSlice(base) ? facts(tree.first(arguments), environment, level + 1) : Facts()
            default: return Facts()
            }
        case .slice(let operand, let low, let high, let max):
            let whole = facts(operand, environment, level + 1)
            let isString = code.types.isString(file.type(of: operand))
            let from = low.isNone ? Interval(0) : interval(low, environment)
            let to = high.isNone ? whole.length : interval(high, environment)
            let end = max.isNone ? (isString ? whole.length : whole.capacity) : interval(max, environment)
            guard whole.isMade, from.isPoint else { return Facts() }
            return Facts(
                length: Interval(Swift.max(0, to.low - from.high), Swift.max(0, to.high - from.low)),
                capacity: Interval(Swift.max(0, end.low - from.high), Swift.max(0, end.high - from.low)),
                isMade: to.isPoint && end.isPoint)
        default: return Facts()
        }
    }

    private func isSliceLike(_ type: GoType) -> Bool {
        let base = code.types.underlying(type)
        return code.types.kind(base) == .slice || code.types.isString(base)
    }

    // MARK: Conditions

    private func refine(_ condition: Node, _ truth: Bool, _ environment: inout Environment, _ level: Int = 0) {
        guard !condition.isNone, level < 30 else { return }
        switch tree.syntax(tree.unparen(condition)) {
        case .unary(.not, let operand): refine(operand, !truth, &environment, level + 1)
        case .binary(let op, let left, let right):
            switch op {
            case .logicalAnd, .logicalOr:
                if (op == .logicalAnd) == truth {
                    refine(left, truth, &environment, level + 1)
                    refine(right, truth, &environment, level + 1)
                } else {
                    var second = environment
                    refine(left, truth, &environment, level + 1)
                    refine(left, !truth, &second, level + 1)
                    refine(right, truth, &second, level + 1)
                    environment.merge(second)
                }
            case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
                guard Interval.of(file.type(of: left).defaulted, code.types) != nil else { return }
                compare(left, truth ? op : Self.opposite(op), right, &environment)
            default: break
            }
        default: break
        }
    }

    private static func opposite(_ op: Token) -> Token {
        switch op {
        case .equal: .notEqual
        case .notEqual: .equal
        case .less: .greaterEqual
        case .lessEqual: .greater
        case .greater: .lessEqual
        default: .less
        }
    }

    private func compare(_ left: Node, _ op: Token, _ right: Node, _ environment: inout Environment) {
        let first = interval(left, environment)
        let second = interval(right, environment)
        let far: Int128 = 1 << 100
        switch op {
        case .less:
            constrain(left, Interval(-far, second.high - 1), &environment)
            constrain(right, Interval(first.low + 1, far), &environment)
        case .lessEqual:
            constrain(left, Interval(-far, second.high), &environment)
            constrain(right, Interval(first.low, far), &environment)
        case .greater:
            constrain(left, Interval(second.low + 1, far), &environment)
            constrain(right, Interval(-far, first.high - 1), &environment)
        case .greaterEqual:
            constrain(left, Interval(second.low, far), &environment)
            constrain(right, Interval(-far, first.high), &environment)
        case .equal:
            constrain(left, second, &environment)
            constrain(right, first, &environment)
        case .notEqual:
            if second.isPoint {
                if second.low == first.low { constrain(left, Interval(first.low + 1, far), &environment) }
                if second.low == first.high { constrain(left, Interval(-far, first.high - 1), &environment) }
            }
        default: break
        }
    }

    /// Takes it that the value of an expression lies in an interval.
    private func constrain(_ node: Node, _ bound: Interval, _ environment: inout Environment, _ level: Int = 0) {
        let node = tree.unparen(node)
        guard level < 12, !code.info.constant(of: node, in: file).isKnown else { return }
        if let key = key(node) {
            let current = environment.values[key] ?? Interval.of(file.type(of: node), code.types) ?? .unknown
            var next = current.narrowed(to: bound)
            if let whole = Interval.of(file.type(of: node), code.types) {
                next = Interval(max(next.low, whole.low), min(next.high, whole.high))
            }
            environment.values[key] = next
            return
        }
        switch tree.syntax(node) {
        case .call(_, let arguments, _):
            let argument = tree.first(arguments)
            switch code.info.callee(of: node, in: file) {
            case .builtin(.len), .builtin(.cap):
                guard let key = key(argument) else { return }
                let name = code.info.callee(of: node, in: file) == .builtin(.len) ? "len(\(key))" : "cap(\(key))"
                let current = environment.values[name] ?? .length
                let next = current.narrowed(to: bound)
                environment.values[name] = Interval(max(0, next.low), min(Int128(Int64.max), next.high))
            case .conversion(let type):
                guard Interval.of(type, code.types) != nil,
                    let source = Interval.of(file.type(of: argument), code.types),
                    let target = Interval.of(type, code.types),
                    target.contains(source)
                        || target.contains(interval(argument, environment))
                else { return }
                constrain(argument, bound, &environment, level + 1)
            default: break
            }
        case .unary(.subtract, let operand):
            constrain(operand, Interval(-bound.high, -bound.low), &environment, level + 1)
        case .binary(let op, let left, let right):
            let second = interval(right, environment)
            let first = interval(left, environment)
            switch op {
            case .add:
                if second.isPoint {
                    constrain(left, Interval(bound.low - second.low, bound.high - second.low), &environment, level + 1)
                }
                if first.isPoint {
                    constrain(right, Interval(bound.low - first.low, bound.high - first.low), &environment, level + 1)
                }
            case .subtract:
                if second.isPoint {
                    constrain(left, Interval(bound.low + second.low, bound.high + second.low), &environment, level + 1)
                }
                if first.isPoint {
                    constrain(right, Interval(first.low - bound.high, first.low - bound.low), &environment, level + 1)
                }
            case .multiply where second.isPoint && second.low > 0:
                constrain(
                    left, Interval(Self.up(bound.low, second.low), Self.down(bound.high, second.low)), &environment,
                    level + 1)
            case .shiftLeft where second.isPoint && second.low >= 0 && second.low < 64:
                constrain(left, Interval(bound.low >> second.low, bound.high >> second.low), &environment, level + 1)
            case .shiftRight where second.isPoint && second.low >= 0 && second.low < 16:
                let far: Int128 = 1 << 100
                let low = bound.low <= -far ? -far : bound.low << second.low
                let high = bound.high >= far ? far : (bound.high << second.low) + (1 << second.low) - 1
                constrain(left, Interval(low, high), &environment, level + 1)
            default: break
            }
        default: break
        }
    }

    private static func down(_ value: Int128, _ by: Int128) -> Int128 {
        value >= 0 ? value / by : -((-value + by - 1) / by)
    }

    private static func up(_ value: Int128, _ by: Int128) -> Int128 { -down(-value, by) }

    // MARK: Statements

    /// False where what follows is not reached.
    private mutating func execute(_ node: Node, _ environment: inout Environment) -> Bool {
        guard !node.isNone, depth < Self.maximumDepth else { return true }
        depth += 1
        defer { depth -= 1 }
        switch tree.syntax(node) {
        case .block(let statements):
            for statement in tree.nodes(statements) where !execute(statement, &environment) { return false }
            return true
        case .expression(let inner):
            look(inner, &environment)
            guard case .call(let function, _, _) = tree.syntax(tree.unparen(inner)) else { return true }
            if tree.isName(function, "panic") { return false }
            let name = code.name(of: function, in: file)
            return !(name == "os.Exit" || name.hasPrefix("log.Fatal") || name.hasPrefix("log.Panic"))
        case .assign(let op, let left, let right): assign(op, left, right, &environment)
        case .declaration(let inner): return execute(inner, &environment)
        case .general(_, let specs, _): for spec in tree.nodes(specs) { _ = execute(spec, &environment) }
        case .valueSpec(let names, _, let values):
            if tree.first(values).isNone {
                for name in tree.nodes(names) { zero(name, &environment) }
            } else {
                assign(.define, names, values, &environment)
            }
        case .labeled(_, let statement): return execute(statement, &environment)
        case .send(let channel, let value):
            look(channel, &environment)
            look(value, &environment)
        case .incrementDecrement(let op, let operand):
            look(operand, &environment)
            guard let key = key(operand), let whole = Interval.of(file.type(of: operand), code.types) else {
                return true
            }
            let value = interval(operand, environment)
            let next =
                op == .increment ? Interval(value.low + 1, value.high + 1) : Interval(value.low - 1, value.high - 1)
            environment.values[key] = whole.contains(next) ? next : whole
        case .go(let call), .defer(let call): look(call, &environment)
        case .return(let results):
            for result in tree.nodes(results) { look(result, &environment) }
            return false
        case .branch: return false
        case .if(let initial, let condition, let then, let otherwise):
            _ = execute(initial, &environment)
            look(condition, &environment)
            var other = environment
            refine(condition, true, &environment)
            refine(condition, false, &other)
            let first = execute(then, &environment)
            let second = otherwise.isNone ? true : execute(otherwise, &other)
            if first && second { environment.merge(other) } else if second { environment = other }
            return first || second
        case .for(let initial, let condition, let post, let body):
            return loop(initial, condition, post, body, &environment)
        case .range(let key, let value, _, let operand, let body): range(key, value, operand, body, &environment)
        case .switch(let initial, let tag, let body):
            _ = execute(initial, &environment)
            if !tag.isNone { look(tag, &environment) }
            return clauses(body, tag, &environment)
        case .typeSwitch(let initial, let guardStatement, let body):
            _ = execute(initial, &environment)
            _ = execute(guardStatement, &environment)
            return clauses(body, .none, &environment)
        case .select(let body): return clauses(body, .none, &environment)
        default: break
        }
        return true
    }

    private func zero(_ name: Node, _ environment: inout Environment) {
        guard let key = key(name) else { return }
        forget(file.object(of: name), &environment)
        let type = file.type(of: name).isInvalid ? code.info.type(of: file.object(of: name)) : file.type(of: name)
        if Interval.of(type, code.types) != nil { environment.values[key] = Interval(0) }
    }

    private mutating func assign(_ op: Token, _ left: NodeList, _ right: NodeList, _ environment: inout Environment) {
        let targets = tree.nodes(left)
        for value in tree.nodes(right) { look(value, &environment) }
        for target in targets where tree.kind(tree.unparen(target)) != .identifier { look(target, &environment) }
        if tree.count(right) == 1, targets.count > 1 {
            let parsed = self.parsed(tree.first(right))
            for (place, target) in targets.enumerated() {
                store(target, place == 0 ? parsed : nil, nil, &environment)
            }
            return
        }
        var values: [(Interval?, Facts?)] = []
        for (place, value) in tree.nodes(right).enumerated() where place < targets.count {
            let target = targets[place]
            if let binary = op.assignedOperator {
                let type = file.type(of: target)
                let whole = Interval.of(type, code.types)
                let result = Self.binary(binary, interval(target, environment), interval(value, environment))
                values.append((result.flatMap { whole?.contains($0) == true ? $0 : whole } ?? whole, nil))
                continue
            }
            let type = file.type(of: value)
            if Interval.of(type.defaulted, code.types) != nil {
                values.append((interval(value, environment), nil))
            } else if isSliceLike(type) || type.isInvalid || code.types.kind(type) == .pointer {
                values.append((nil, facts(value, environment)))
            } else {
                values.append((nil, nil))
            }
        }
        for (target, value) in zip(targets, values) { store(target, value.0, value.1, &environment) }
    }

    private func parsed(_ node: Node) -> Interval? {
        guard let call = code.call(at: node, in: file) else { return nil }
        switch call.name {
        case "strconv.ParseInt", "strconv.ParseUint":
            guard let bits = code.integer(call.argument(2), in: file), bits > 0, bits <= 64 else { return nil }
            if call.name.hasSuffix("ParseUint") { return Interval(0, (1 << Int128(bits)) - 1) }
            return Interval(-(1 << Int128(bits - 1)), (1 << Int128(bits - 1)) - 1)
        default: return nil
        }
    }

    private func store(_ target: Node, _ value: Interval?, _ facts: Facts?, _ environment: inout Environment) {
        let node = tree.unparen(target)
        guard let key = key(node) else { return }
        if tree.kind(node) == .identifier {
            forget(file.object(of: node), &environment)
        } else {
            for known in environment.values.keys where known.hasPrefix(key) || known.contains("(\(key)") {
                environment.values[known] = nil
                environment.made.remove(known)
            }
            if tree.kind(node) == .star { for object in exposed { forget(object, &environment) } }
        }
        let type = code.info.type(of: file.object(of: node))
        if let value, let whole = Interval.of(type.isInvalid ? file.type(of: node) : type, code.types) {
            environment.values[key] = whole.contains(value) ? value : whole
        }
        if let facts, facts.isMade || facts.length != .length {
            environment.values["len(\(key))"] = facts.length
            environment.values["cap(\(key))"] = facts.capacity
            if facts.isMade { environment.made.insert("len(\(key))") }
        }
    }

    /// Forgets all that a statement may change.
    private func forgetChanged(in node: Node, _ environment: inout Environment) {
        guard !node.isNone else { return }
        var hasCalls = false
        var changed: [ObjectID] = []
        tree.visit(node) { inner, kind in
            switch tree.syntax(inner) {
            case .assign(_, let left, _):
                for target in tree.nodes(left) { if let object = rootVariable(target) { changed.append(object) } }
            case .incrementDecrement(_, let operand): if let object = rootVariable(operand) { changed.append(object) }
            case .range(let key, let value, _, _, _):
                for target in [key, value] { if let object = rootVariable(target) { changed.append(object) } }
            case .call: hasCalls = true
            default: break
            }
            return true
        }
        for object in changed { forget(object, &environment) }
        if hasCalls { forgetShared(&environment) }
    }

    private func rootVariable(_ node: Node) -> ObjectID? {
        var node = tree.unparen(node)
        for _ in 0..<20 {
            switch tree.syntax(node) {
            case .identifier: return code.variable(node, in: file)
            case .selector(let operand, _): node = tree.unparen(operand)
            case .star(let operand): node = tree.unparen(operand)
            // An element of a list is no length and no integer variable.
            default: return nil
            }
        }
        return nil
    }

    private mutating func loop(
        _ initial: Node, _ condition: Node, _ post: Node, _ body: Node, _ environment: inout Environment
    ) -> Bool {
        _ = execute(initial, &environment)
        let before = environment
        forgetChanged(in: body, &environment)
        forgetChanged(in: post, &environment)
        // A counter that only the header moves goes one way.
        if case .incrementDecrement(let op, let operand) = tree.syntax(post), let key = key(operand),
            let start = before.values[key], let whole = Interval.of(file.type(of: operand), code.types)
        {
            var inner = before
            forgetChanged(in: body, &inner)
            if inner.values[key] != nil {
                environment.values[key] =
                    op == .increment ? Interval(start.low, whole.high) : Interval(whole.low, start.high)
                if isBounded(condition) { loopVariables.insert(file.object(of: tree.unparen(operand))) }
            }
        } else if case .assign(.addAssign, let left, let right) = tree.syntax(post), let key = key(tree.first(left)),
            let start = before.values[key], let whole = Interval.of(file.type(of: tree.first(left)), code.types),
            interval(tree.first(right), before).low >= 0
        {
            var inner = before
            forgetChanged(in: body, &inner)
            if inner.values[key] != nil {
                let step = interval(tree.first(right), before)
                environment.values[key] = Interval(start.low, lastStep(start, step, condition) ?? whole.high)
                if isBounded(condition) { loopVariables.insert(file.object(of: tree.unparen(tree.first(left)))) }
            }
        }
        var inner = environment
        if !condition.isNone {
            // A loop that is never entered says nothing.
            if neverHolds(condition, before) { return true }
            look(condition, &inner)
            refine(condition, true, &inner)
        }
        _ = execute(body, &inner)
        if !post.isNone { _ = execute(post, &inner) }
        let hasBreak = code.contains(body, in: file) { node, kind in
            if kind == .branch, case .branch(let op, _) = tree.syntax(node) { return op == .break || op == .goto }
            return false
        }
        if !condition.isNone, !hasBreak { refine(condition, false, &environment) }
        return !condition.isNone || hasBreak
    }

    /// The last value of a counter that goes from a fixed start in fixed steps: 14 for `i := 2; i < 16; i += 2`.
    private func lastStep(_ start: Interval, _ step: Interval, _ condition: Node) -> Int128? {
        guard start.isPoint, step.isPoint, step.low > 0, !condition.isNone,
            case .binary(let op, _, let right) = tree.syntax(tree.unparen(condition)), op == .less || op == .lessEqual,
            let limit = code.info.constant(of: right, in: file).integer
        else { return nil }
        let most = Int128(limit) - (op == .less ? 1 : 0)
        guard most >= start.low else { return nil }
        return start.low + (most - start.low) / step.low * step.low
    }

    /// Whether the header itself says how far a counter goes: `i < 16`, and nothing else that may end it earlier.
    private func isBounded(_ condition: Node) -> Bool {
        guard case .binary(_, let left, let right) = tree.syntax(tree.unparen(condition)) else { return false }
        return code.info.constant(of: right, in: file).isKnown || code.info.constant(of: left, in: file).isKnown
    }

    private func neverHolds(_ condition: Node, _ environment: Environment) -> Bool {
        guard case .binary(let op, let left, let right) = tree.syntax(tree.unparen(condition)) else { return false }
        let first = interval(left, environment)
        let second = interval(right, environment)
        switch op {
        case .less: return first.low >= second.high
        case .lessEqual: return first.low > second.high
        default: return false
        }
    }

    private mutating func range(
        _ key: Node, _ value: Node, _ operand: Node, _ body: Node, _ environment: inout Environment
    ) {
        look(operand, &environment)
        var position: Interval?
        let type = file.type(of: operand)
        if Interval.of(type.defaulted, code.types) != nil {
            position = Interval(0, interval(operand, environment).high - 1)
        } else {
            let facts = facts(operand, environment)
            position = Interval(0, max(0, facts.length.high - 1))
            if facts.isMade, facts.length.high == 0 { return }
        }
        forgetChanged(in: body, &environment)
        var inner = environment
        if !key.isNone, code.types.kind(code.types.underlying(type)) != .map {
            store(key, position, nil, &inner)
            let isFixed = code.info.constant(of: operand, in: file).isKnown
            if isFixed, let object = code.variable(key, in: file) { loopVariables.insert(object) }
        }
        if !value.isNone { store(value, nil, nil, &inner) }
        _ = execute(body, &inner)
    }

    private mutating func clauses(_ body: Node, _ tag: Node, _ environment: inout Environment) -> Bool {
        guard case .block(let statements) = tree.syntax(body) else { return true }
        var result: Environment?
        var hasDefault = false
        var rest = environment
        let hasBreak = code.contains(body, in: file) { node, kind in
            if kind == .branch, case .branch(.break, _) = tree.syntax(node) { return true }
            return false
        }
        for clause in tree.nodes(statements) {
            var inner = rest
            var list: NodeList
            switch tree.syntax(clause) {
            case .caseClause(let expressions, let statements, let isDefault):
                list = statements
                if isDefault { hasDefault = true }
                let cases = tree.nodes(expressions)
                if tag.isNone {
                    if cases.count == 1, !file.type(of: cases[0]).isInvalid {
                        look(cases[0], &inner)
                        refine(cases[0], true, &inner)
                        refine(cases[0], false, &rest)
                    }
                } else {
                    var bound: Interval?
                    for expression in cases {
                        guard let value = code.info.constant(of: expression, in: file).integer else {
                            bound = nil
                            break
                        }
                        bound = bound?.union(Interval(value)) ?? Interval(value)
                    }
                    if let bound { constrain(tag, bound, &inner) }
                }
            case .communicationClause(let communication, let statements):
                list = statements
                if communication.isNone { hasDefault = true } else { _ = execute(communication, &inner) }
            default: continue
            }
            var falls = true
            for statement in tree.nodes(list) where !execute(statement, &inner) {
                falls = false
                break
            }
            guard falls else { continue }
            if var known = result {
                known.merge(inner)
                result = known
            } else {
                result = inner
            }
        }
        if var known = result {
            if !hasDefault { known.merge(rest) }
            environment = known
        } else if !hasDefault {
            environment = rest
        } else {
            if hasBreak {
                forgetChanged(in: body, &environment)
                return true
            }
            return false
        }
        if hasBreak { forgetChanged(in: body, &environment) }
        return true
    }

    // MARK: Expressions

    /// Looks for conversions and indexes, in the order in which they run.
    private mutating func look(_ node: Node, _ environment: inout Environment) {
        guard !node.isNone, depth < Self.maximumDepth else { return }
        depth += 1
        defer { depth -= 1 }
        switch tree.syntax(node) {
        case .identifier, .literal, .none: return
        case .binary(let op, let left, let right) where op == .logicalAnd || op == .logicalOr:
            look(left, &environment)
            var inner = environment
            refine(left, op == .logicalAnd, &inner)
            look(right, &inner)
        case .functionLiteral(_, let body):
            var inner = Environment()
            let loops = loopVariables
            _ = execute(body, &inner)
            loopVariables = loops
        case .call(let function, let arguments, _):
            let callee = code.info.callee(of: node, in: file)
            switch callee {
            case .conversion(let type):
                let argument = tree.first(arguments)
                look(argument, &environment)
                if let hook = hooks.conversion { convert(node, argument, type, environment, hook) }
                return
            case .builtin:
                for argument in tree.nodes(arguments) { look(argument, &environment) }
                return
            default: break
            }
            look(function, &environment)
            for argument in tree.nodes(arguments) { look(argument, &environment) }
            if case .function(let object) = callee, callDepth < 2 { enter(object, arguments, environment) }
            forgetShared(&environment)
        case .index(let operand, let indices):
            look(operand, &environment)
            for index in tree.nodes(indices) { look(index, &environment) }
            check(node, operand, tree.first(indices), environment)
        case .slice(let operand, let low, let high, let max):
            for part in [operand, low, high, max] { look(part, &environment) }
            checkSlice(node, operand, low, high, max, environment)
        default:
            var children: [Node] = []
            tree.forEachChild(of: node) { children.append($0) }
            for child in children { look(child, &environment) }
        }
    }

    private func convert(
        _ node: Node, _ argument: Node, _ type: GoType, _ environment: Environment,
        _ hook: (Node, FileInfo, Interval) -> Void
    ) {
        let source = code.types.underlying(file.type(of: argument))
        let target = code.types.underlying(type)
        guard source != .uintptr, target != .uintptr, Interval.of(source, code.types) != nil,
            let whole = Interval.of(target, code.types), !code.info.constant(of: argument, in: file).isKnown
        else { return }
        let value = interval(argument, environment)
        if !whole.contains(value), !isComparedBack(node, argument) { hook(node, file, value) }
    }

    /// `uint64(uint32(v)) == v` asks whether the value fits.
    private func isComparedBack(_ node: Node, _ argument: Node) -> Bool {
        func outer(_ node: Node) -> Node {
            var parent = code.parent(of: node, in: file)
            while tree.kind(parent) == .paren { parent = code.parent(of: parent, in: file) }
            return parent
        }
        let back = outer(node)
        guard tree.kind(back) == .call, case .conversion = code.info.callee(of: back, in: file),
            case .binary(let op, let left, let right) = tree.syntax(outer(back)), op == .equal || op == .notEqual
        else { return false }
        let text = tree.text(of: tree.unparen(argument))
        return [left, right].contains { tree.text(of: tree.unparen($0)) == text }
    }

    private func check(_ node: Node, _ operand: Node, _ index: Node, _ environment: Environment) {
        if let hook = hooks.index { hook(node, interval(index, environment)) }
        guard let hook = hooks.bounds, Interval.of(file.type(of: index).defaulted, code.types) != nil else { return }
        let facts = facts(operand, environment)
        guard facts.isMade, facts.length.high < 1 << 40 else { return }
        let value = interval(index, environment)
        guard value.isSmall else { return }
        if value.high < 0 {
            hook(node, file, "the index \(value.high) is negative")
        } else if value.low >= facts.length.high || value.isPoint && value.low >= facts.length.low
            || isLoopIndex(index) && value.high >= facts.length.low && facts.length.isPoint && value.high < 1 << 20
        {
            hook(node, file, "the index may be \(value.high), the length is \(facts.length.low)")
        }
    }

    private func isLoopIndex(_ node: Node) -> Bool {
        let node = tree.unparen(node)
        if let object = code.variable(node, in: file) { return loopVariables.contains(object) }
        if case .binary(let op, let left, let right) = tree.syntax(node), op == .add || op == .subtract {
            return isLoopIndex(left) && code.info.constant(of: right, in: file).isKnown
                || isLoopIndex(right) && code.info.constant(of: left, in: file).isKnown
        }
        return false
    }

    private func checkSlice(
        _ node: Node, _ operand: Node, _ low: Node, _ high: Node, _ max: Node, _ environment: Environment
    ) {
        guard let hook = hooks.bounds else { return }
        let facts = facts(operand, environment)
        guard facts.isMade else { return }
        let isString = code.types.isString(file.type(of: operand))
        let limit = isString ? facts.length : facts.capacity
        guard limit.isPoint, limit.high < 1 << 40 else { return }
        for bound in [high, max] where !bound.isNone {
            let value = interval(bound, environment)
            if value.isPoint, value.low > limit.high || value.low < 0 {
                hook(node, file, "the slice goes to \(value.low), the capacity is \(limit.high)")
                return
            }
        }
        if !low.isNone {
            let value = interval(low, environment)
            let end = high.isNone ? facts.length : interval(high, environment)
            if value.isPoint, end.isPoint, value.low > end.high || value.low < 0 {
                hook(node, file, "the slice begins at \(value.low), behind its end \(end.high)")
            }
        }
    }

    /// Reads a function of the package again with the lengths that are given here.
    private func enter(_ object: ObjectID, _ arguments: NodeList, _ environment: Environment) {
        guard hooks.bounds != nil, hooks.conversion == nil, code.takeNestedRun(),
            let function = code.functionsByObject[object]
        else { return }
        var start = Environment()
        for (parameter, argument) in zip(function.parameters, tree.nodes(arguments)) where !parameter.isNone {
            guard isSliceLike(file.type(of: argument)), !code.types.isString(file.type(of: argument)) else { continue }
            let known = facts(argument, environment)
            guard known.isMade, known.length.isPoint, known.capacity.isPoint else { continue }
            start.values["len(#\(parameter.id))"] = known.length
            start.values["cap(#\(parameter.id))"] = known.capacity
            start.made.insert("len(#\(parameter.id))")
        }
        guard !start.made.isEmpty else { return }
        var inner = ValueRanges(code, code.files[function.file], Hooks(bounds: hooks.bounds))
        inner.callDepth = callDepth + 1
        inner.run(function, start)
    }
}
