import Manifests

/// What an expression can be.
enum ExpressionValue {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case list([ExpressionValue])
    /// A mapping or sequence of the text.
    case node(YAMLNode)

    init(_ node: YAMLNode) {
        if !node.isScalar {
            self = .node(node)
        } else if node.isNull {
            self = .null
        } else if let bool = node.bool {
            self = .bool(bool)
        } else if let int = node.int {
            self = .int(int)
        } else if let double = node.double {
            self = .double(double)
        } else {
            self = .string(node.text ?? "")
        }
    }

    var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .int, .double: "a number"
        case .string: "a text"
        case .list: "a list"
        case .node(let node): node.isMapping ? "a mapping" : "a list"
        }
    }

    var items: [ExpressionValue]? {
        switch self {
        case .list(let items): items
        case .node(let node) where node.isSequence: node.items.map { ExpressionValue($0) }
        case .node(let node) where node.isMapping: node.entries.map { .string($0.name) }
        default: nil
        }
    }
}

/// Why an expression has no value.
struct EvaluationFault: Error {
    var message: String
    init(_ message: String) { self.message = message }
}

/// Works an expression out over YAML nodes, with a limit of steps.
struct ExpressionEvaluator {
    /// Steps of one evaluation; each node visited and each operation is one.
    static let stepLimit = 200_000

    private var variables: [String: ExpressionValue]
    private var steps = 0

    init(_ variables: [String: ExpressionValue]) { self.variables = variables }

    mutating func bool(_ expression: Expression) throws(EvaluationFault) -> Bool {
        guard case .bool(let value) = try evaluate(expression) else {
            throw EvaluationFault("the expression is neither true nor false")
        }
        return value
    }

    mutating func evaluate(_ expression: Expression) throws(EvaluationFault) -> ExpressionValue {
        steps += 1
        guard steps <= Self.stepLimit else { throw EvaluationFault("more than \(Self.stepLimit) steps") }
        switch expression {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .double(let value): return .double(value)
        case .string(let value): return .string(value)
        case .list(let items):
            var values: [ExpressionValue] = []
            for item in items { values.append(try evaluate(item)) }
            return .list(values)
        case .variable(let name):
            guard let value = variables[name] else { throw EvaluationFault("there is no '\(name)'") }
            return value
        case .field(let base, let name): return try field(try evaluate(base), name)
        case .index(let base, let index): return try element(try evaluate(base), try evaluate(index))
        case .has(let base, let name):
            // A parent that is missing has no fields.
            guard let value = try? evaluate(base) else { return .bool(false) }
            guard case .node(let node) = value, node.isMapping else { return .bool(false) }
            return .bool(node.has(name))
        case .not(let inner): return .bool(!(try bool(inner)))
        case .negate(let inner):
            switch try evaluate(inner) {
            case .int(let value):
                guard value != .min else { throw EvaluationFault("a number too large") }
                return .int(-value)
            case .double(let value): return .double(-value)
            default: throw EvaluationFault("'-' needs a number")
            }
        case .conditional(let condition, let first, let second):
            return try bool(condition) ? try evaluate(first) : try evaluate(second)
        case .binary(.and, let left, let right): return try logical(left, right, decisive: false)
        case .binary(.or, let left, let right): return try logical(left, right, decisive: true)
        case .binary(let operation, let left, let right):
            return try binary(operation, try evaluate(left), try evaluate(right))
        case .call(let name, let arguments): return try call(name, arguments)
        case .macro(let macro, let list, let variable, let body): return try apply(macro, list, variable, body)
        }
    }

    /// CEL: where one side decides, a fault of the other does not matter.
    private mutating func logical(
        _ left: Expression, _ right: Expression, decisive: Bool
    ) throws(EvaluationFault) -> ExpressionValue {
        do throws(EvaluationFault) {
            if try bool(left) == decisive { return .bool(decisive) }
        } catch {
            if let other = try? bool(right), other == decisive { return .bool(decisive) }
            throw error
        }
        return .bool(try bool(right))
    }

    private func field(_ value: ExpressionValue, _ name: String) throws(EvaluationFault) -> ExpressionValue {
        guard case .node(let node) = value, node.isMapping else {
            throw EvaluationFault("\(value.typeName) has no field '\(name)'")
        }
        guard let entry = node.entry(name) else { throw EvaluationFault("no field '\(name)'") }
        return ExpressionValue(entry.value)
    }

    private func element(_ value: ExpressionValue, _ index: ExpressionValue) throws(EvaluationFault) -> ExpressionValue
    {
        if case .string(let name) = index { return try field(value, name) }
        guard case .int(let place) = index, let items = value.items else {
            throw EvaluationFault("\(value.typeName) cannot be indexed by \(index.typeName)")
        }
        guard items.indices.contains(place) else { throw EvaluationFault("no item \(place)") }
        return items[place]
    }

    private mutating func binary(
        _ operation: Expression.Operator, _ left: ExpressionValue, _ right: ExpressionValue
    ) throws(EvaluationFault) -> ExpressionValue {
        switch operation {
        case .equal: return .bool(try isEqual(left, right, depth: 0))
        case .unequal: return .bool(!(try isEqual(left, right, depth: 0)))
        case .isIn:
            guard let items = right.items else { throw EvaluationFault("'in' needs a list or a mapping") }
            for item in items where try isEqual(left, item, depth: 0) { return .bool(true) }
            return .bool(false)
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            let order = try compare(left, right)
            switch operation {
            case .less: return .bool(order < 0)
            case .lessOrEqual: return .bool(order <= 0)
            case .greater: return .bool(order > 0)
            default: return .bool(order >= 0)
            }
        default: return try arithmetic(operation, left, right)
        }
    }

    private mutating func isEqual(
        _ left: ExpressionValue, _ right: ExpressionValue, depth: Int
    ) throws(EvaluationFault) -> Bool {
        steps += 1
        guard steps <= Self.stepLimit, depth < 32 else { throw EvaluationFault("too much to compare") }
        switch (left, right) {
        case (.null, .null): return true
        case (.bool(let a), .bool(let b)): return a == b
        case (.int(let a), .int(let b)): return a == b
        case (.double(let a), .double(let b)): return a == b
        case (.int(let a), .double(let b)), (.double(let b), .int(let a)): return Double(a) == b
        case (.string(let a), .string(let b)): return a == b
        default: break
        }
        if case .node(let a) = left, case .node(let b) = right, a.isMapping, b.isMapping {
            let entries = a.entries
            guard entries.count == b.entries.count else { return false }
            for entry in entries {
                guard let other = b.entry(entry.name),
                    try isEqual(ExpressionValue(entry.value), ExpressionValue(other.value), depth: depth + 1)
                else { return false }
            }
            return true
        }
        func list(_ value: ExpressionValue) -> [ExpressionValue]? {
            if case .node(let node) = value, node.isMapping { return nil }
            return value.items
        }
        guard let a = list(left), let b = list(right), a.count == b.count else { return false }
        for (one, other) in zip(a, b) where !(try isEqual(one, other, depth: depth + 1)) { return false }
        return true
    }

    private func compare(_ left: ExpressionValue, _ right: ExpressionValue) throws(EvaluationFault) -> Int {
        func order<Value: Comparable>(_ a: Value, _ b: Value) -> Int { a < b ? -1 : a > b ? 1 : 0 }
        switch (left, right) {
        case (.int(let a), .int(let b)): return order(a, b)
        case (.double(let a), .double(let b)): return order(a, b)
        case (.int(let a), .double(let b)): return order(Double(a), b)
        case (.double(let a), .int(let b)): return order(a, Double(b))
        case (.string(let a), .string(let b)): return order(a, b)
        default: throw EvaluationFault("\(left.typeName) and \(right.typeName) have no order")
        }
    }

    private func arithmetic(
        _ operation: Expression.Operator, _ left: ExpressionValue, _ right: ExpressionValue
    ) throws(EvaluationFault) -> ExpressionValue {
        switch (left, right) {
        case (.int(let a), .int(let b)):
            let result: (partialValue: Int, overflow: Bool)
            switch operation {
            case .add: result = a.addingReportingOverflow(b)
            case .subtract: result = a.subtractingReportingOverflow(b)
            case .multiply: result = a.multipliedReportingOverflow(by: b)
            case .divide: result = a.dividedReportingOverflow(by: b)
            default: result = a.remainderReportingOverflow(dividingBy: b)
            }
            guard !result.overflow else { throw EvaluationFault("a number too large, or a division by nothing") }
            return .int(result.partialValue)
        case (.string(let a), .string(let b)) where operation == .add:
            guard a.utf8.count + b.utf8.count <= 1 << 20 else { throw EvaluationFault("a text too long") }
            return .string(a + b)
        case (.list(let a), .list(let b)) where operation == .add: return .list(a + b)
        default: break
        }
        func number(_ value: ExpressionValue) -> Double? {
            switch value {
            case .int(let value): Double(value)
            case .double(let value): value
            default: nil
            }
        }
        guard let a = number(left), let b = number(right) else {
            throw EvaluationFault("'\(operation.rawValue)' does not fit \(left.typeName) and \(right.typeName)")
        }
        switch operation {
        case .add: return .double(a + b)
        case .subtract: return .double(a - b)
        case .multiply: return .double(a * b)
        case .divide: return .double(a / b)
        default: throw EvaluationFault("'%' needs whole numbers")
        }
    }

    private mutating func call(_ name: String, _ arguments: [Expression]) throws(EvaluationFault) -> ExpressionValue {
        let first = try evaluate(arguments[0])
        switch name {
        case "dyn": return first
        case "size":
            if case .string(let text) = first { return .int(text.unicodeScalars.count) }
            guard let items = first.items else { throw EvaluationFault("\(first.typeName) has no size") }
            return .int(items.count)
        case "string":
            switch first {
            case .string: return first
            case .int(let value): return .string(String(value))
            case .double(let value): return .string(String(value))
            case .bool(let value): return .string(String(value))
            default: throw EvaluationFault("\(first.typeName) is no text")
            }
        case "int":
            switch first {
            case .int: return first
            case .double(let value):
                guard let whole = Int(exactly: value.rounded(.towardZero)) else {
                    throw EvaluationFault("a number too large")
                }
                return .int(whole)
            case .string(let text):
                guard let value = Int(text) else { throw EvaluationFault("'\(text)' is no whole number") }
                return .int(value)
            default: throw EvaluationFault("\(first.typeName) is no number")
            }
        case "double":
            switch first {
            case .double: return first
            case .int(let value): return .double(Double(value))
            case .string(let text):
                guard let value = Double(text) else { throw EvaluationFault("'\(text)' is no number") }
                return .double(value)
            default: throw EvaluationFault("\(first.typeName) is no number")
            }
        default: break
        }
        guard arguments.count == 2, case .string(let text) = first,
            case .string(let other) = try evaluate(arguments[1])
        else { throw EvaluationFault("'\(name)' is for texts") }
        switch name {
        case "startsWith": return .bool(text.utf8.starts(with: other.utf8))
        case "endsWith": return .bool(text.utf8.reversed().starts(with: other.utf8.reversed()))
        case "contains": return .bool(other.isEmpty || text[...].firstRange(ofText: other) != nil)
        case "matches":
            do throws(ExpressionFault) {
                return .bool(try TextPattern(other).finds(in: text))
            } catch {
                throw EvaluationFault("the pattern '\(other)': \(error.message)")
            }
        default: throw EvaluationFault("there is no function '\(name)'")
        }
    }

    private mutating func apply(
        _ macro: Expression.Macro, _ list: Expression, _ variable: String, _ body: Expression
    ) throws(EvaluationFault) -> ExpressionValue {
        let source = try evaluate(list)
        guard let items = source.items else { throw EvaluationFault("\(source.typeName) cannot be gone through") }
        let outer = variables[variable]
        defer { variables[variable] = outer }
        var kept: [ExpressionValue] = []
        var count = 0
        var fault: EvaluationFault?
        for item in items {
            variables[variable] = item
            if macro == .map {
                kept.append(try evaluate(body))
                continue
            }
            let holds: Bool
            do throws(EvaluationFault) {
                holds = try bool(body)
            } catch {
                // `all` and `exists` may be decided by another item.
                guard macro == .all || macro == .exists, steps <= Self.stepLimit else { throw error }
                fault = error
                continue
            }
            switch macro {
            case .all: if !holds { return .bool(false) }
            case .exists: if holds { return .bool(true) }
            case .exists_one: if holds { count += 1 }
            case .filter: if holds { kept.append(item) }
            case .map: break
            }
        }
        if let fault { throw fault }
        switch macro {
        case .all: return .bool(true)
        case .exists: return .bool(false)
        case .exists_one: return .bool(count == 1)
        case .filter, .map: return .list(kept)
        }
    }
}
