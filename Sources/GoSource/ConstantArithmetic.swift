extension ConstantValue {
    /// Strings longer than this are not built: a constant doubled again and again would fill the memory.
    private static let maximumString = 1 << 20

    static func unary(_ op: Token, _ value: ConstantValue, type: GoType) -> ConstantValue {
        switch (op, value) {
        case (.add, _): return value
        case (.not, .bool(let value)): return .bool(!value)
        case (.subtract, .int(let value)):
            let (negative, overflow) = Int128(0).subtractingReportingOverflow(value)
            return overflow ? .float(-Double(value)) : wrapped(.int(negative), type)
        case (.subtract, .float(let value)): return .float(-value)
        case (.subtract, .complex(let real, let imaginary)): return .complex(-real, -imaginary)
        case (.xor, .int(let value)):
            guard type.isUnsignedBasic, let bits = type.integerBits else { return .int(~value) }
            return .int(value ^ ((Int128(1) << Int128(bits)) - 1))
        default: return .unknown
        }
    }

    /// `type` is that of the operands: it tells integer from other division.
    static func binary(_ op: Token, _ left: ConstantValue, _ right: ConstantValue, type: GoType) -> ConstantValue {
        switch (left, right) {
        case (.unknown, _), (_, .unknown): return .unknown
        case (.bool(let left), .bool(let right)):
            switch op {
            case .logicalAnd: return .bool(left && right)
            case .logicalOr: return .bool(left || right)
            case .equal: return .bool(left == right)
            case .notEqual: return .bool(left != right)
            default: return .unknown
            }
        case (.string(let left), .string(let right)):
            if op == .add {
                guard left.utf8.count + right.utf8.count <= maximumString else { return .unknown }
                return .string(left + right)
            }
            return comparison(
                op, isLess: left.utf8.lexicographicallyPrecedes(right.utf8),
                isEqual: left.utf8.elementsEqual(right.utf8))
        case (.int(let first), .int(let second)):
            if type.isFloatBasic, op == .divide { return real(op, Double(first), Double(second)) }
            return wrapped(integer(op, first, second), type)
        case (.complex, _), (_, .complex): return .unknown
        default:
            guard let first = left.double, let second = right.double else { return .unknown }
            return real(op, first, second)
        }
    }

    private static func comparison(_ op: Token, isLess: Bool, isEqual: Bool) -> ConstantValue {
        switch op {
        case .equal: .bool(isEqual)
        case .notEqual: .bool(!isEqual)
        case .less: .bool(isLess)
        case .lessEqual: .bool(isLess || isEqual)
        case .greater: .bool(!isLess && !isEqual)
        case .greaterEqual: .bool(!isLess)
        default: .unknown
        }
    }

    private static func integer(_ op: Token, _ left: Int128, _ right: Int128) -> ConstantValue {
        func checked(_ result: (partialValue: Int128, overflow: Bool), _ large: Double) -> ConstantValue {
            result.overflow ? .float(large) : .int(result.partialValue)
        }
        switch op {
        case .add: return checked(left.addingReportingOverflow(right), Double(left) + Double(right))
        case .subtract: return checked(left.subtractingReportingOverflow(right), Double(left) - Double(right))
        case .multiply: return checked(left.multipliedReportingOverflow(by: right), Double(left) * Double(right))
        case .divide where right != 0: return checked(left.dividedReportingOverflow(by: right), 0)
        case .remainder where right != 0:
            return checked(left.remainderReportingOverflow(dividingBy: right), 0)
        case .and: return .int(left & right)
        case .or: return .int(left | right)
        case .xor: return .int(left ^ right)
        case .andNot: return .int(left & ~right)
        case .divide, .remainder: return .unknown
        default: return comparison(op, isLess: left < right, isEqual: left == right)
        }
    }

    private static func real(_ op: Token, _ left: Double, _ right: Double) -> ConstantValue {
        switch op {
        case .add: .float(left + right)
        case .subtract: .float(left - right)
        case .multiply: .float(left * right)
        case .divide: right == 0 ? .unknown : .float(left / right)
        default: comparison(op, isLess: left < right, isEqual: left == right)
        }
    }

    static func shift(_ op: Token, _ value: ConstantValue, by count: ConstantValue, type: GoType) -> ConstantValue {
        guard let count = count.int, count >= 0, count < 1 << 20 else { return .unknown }
        guard let integer = value.integer else {
            guard case .float(let large) = value, count < 2000 else { return .unknown }
            let factor = Double(sign: .plus, exponent: op == .shiftLeft ? count : -count, significand: 1)
            let shifted = large * factor
            return ConstantValue.float(shifted).integer.map { .int($0) } ?? .float(shifted)
        }
        if op == .shiftRight { return .int(count > 127 ? (integer < 0 ? -1 : 0) : integer >> Int128(count)) }
        if integer == 0 { return .int(0) }
        let magnitude = integer.magnitude
        guard magnitude.leadingZeroBitCount > count + 1 else {
            guard count < 900 else { return .unknown }
            return .float(Double(integer) * Double(sign: .plus, exponent: count, significand: 1))
        }
        return wrapped(.int(integer << Int128(count)), type)
    }

    /// The value in a type: integers get a float's form and the other way round; what does not fit is unknown.
    static func converted(_ value: ConstantValue, to type: GoType) -> ConstantValue {
        if type.isFloatBasic { return value.double.map { .float($0) } ?? .unknown }
        if type.isComplexBasic { return value.double.map { .complex($0, 0) } ?? value }
        if type.isIntegerBasic, case .float = value { return value.integer.map { .int($0) } ?? value }
        return value
    }

    /// Constants do not overflow in Go: what does not fit its type is a mistake, and unknown here.
    private static func wrapped(_ value: ConstantValue, _ type: GoType) -> ConstantValue {
        guard case .int(let number) = value, let bits = type.integerBits else { return value }
        let range: ClosedRange<Int128> =
            type.isUnsignedBasic
            ? 0...((Int128(1) << Int128(bits)) - 1)
            : -(Int128(1) << Int128(bits - 1))...((Int128(1) << Int128(bits - 1)) - 1)
        return range.contains(number) ? value : .unknown
    }
}
