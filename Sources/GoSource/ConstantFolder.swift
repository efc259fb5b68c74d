/// What the folding of constants asks for.
protocol ConstantContext {
    var constantTree: GoFile { get }
    var constantTypes: TypeTable { get }
    func recordedType(of node: Node) -> GoType
    func recordedObject(of node: Node) -> ObjectID
    /// The value of a named constant.
    func constantValue(of object: ObjectID) -> ConstantValue
    func builtin(of object: ObjectID) -> Builtin?
    func isTypeName(_ object: ObjectID) -> Bool
    func isIota(_ object: ObjectID) -> Bool
}

/// Gives the values of constant expressions.
struct ConstantFolder<Context: ConstantContext> {
    private static var maximumDepth: Int { 2500 }

    let context: Context
    /// In a constant's specification.
    var iota: Int?

    func value(_ node: Node, depth: Int = 0) -> ConstantValue {
        guard depth < Self.maximumDepth else { return .unknown }
        let tree = context.constantTree
        switch tree.syntax(node) {
        case .literal(let kind):
            let range = tree.range(of: node)
            return tree.source.padded.withUnsafeBufferPointer {
                ConstantValue.literal(kind, UnsafeBufferPointer(rebasing: $0[range]))
            }
        case .identifier: return named(context.recordedObject(of: node))
        case .selector(_, let name): return named(context.recordedObject(of: name))
        case .paren(let inner): return value(inner, depth: depth + 1)
        case .unary(let op, let operand):
            guard op == .add || op == .subtract || op == .xor || op == .not else { return .unknown }
            let inner = value(operand, depth: depth + 1)
            guard inner.isKnown else { return .unknown }
            return .unary(op, inner, type: underlying(operand))
        case .binary: return chain(node, depth)
        case .call(let function, let arguments, _): return call(function, arguments, depth)
        default: return .unknown
        }
    }

    private func named(_ object: ObjectID) -> ConstantValue {
        if object.isNone { return .unknown }
        if context.isIota(object) { return iota.map { .int(Int128($0)) } ?? .unknown }
        return context.constantValue(of: object)
    }

    private func underlying(_ node: Node) -> GoType {
        context.constantTypes.underlying(context.recordedType(of: node))
    }

    /// `a + b + c + …` leans to the left, as deep as it is long: it is folded in a loop.
    private func chain(_ node: Node, _ depth: Int) -> ConstantValue {
        let tree = context.constantTree
        var spine: [Node] = []
        var leftmost = node
        while case .binary(_, let left, _) = tree.syntax(leftmost) {
            spine.append(leftmost)
            leftmost = left
        }
        var result = value(leftmost, depth: depth + 1)
        for node in spine.reversed() {
            guard result.isKnown, case .binary(let op, let left, let right) = tree.syntax(node) else { return .unknown }
            let second = value(right, depth: depth + 1)
            guard second.isKnown else { return .unknown }
            if op == .shiftLeft || op == .shiftRight {
                result = .shift(op, result, by: second, type: underlying(node))
            } else {
                var type = underlying(left)
                let other = underlying(right)
                // The operand with a type lends it to the other; of two untyped ones the later kind wins.
                if type.isUntyped, !other.isUntyped || other.id > type.id { type = other }
                result = .binary(op, result, second, type: type)
            }
        }
        return result
    }

    private func call(_ function: Node, _ arguments: NodeList, _ depth: Int) -> ConstantValue {
        let tree = context.constantTree
        let node = tree.unparen(function)
        var object = context.recordedObject(of: node)
        if case .selector(_, let name) = tree.syntax(node) { object = context.recordedObject(of: name) }
        guard !object.isNone, tree.count(arguments) > 0 else { return .unknown }
        if context.isTypeName(object) {
            guard tree.count(arguments) == 1 else { return .unknown }
            let inner = value(tree.first(arguments), depth: depth + 1)
            let type = context.constantTypes.underlying(context.recordedType(of: node))
            guard type.isBasic else { return .unknown }
            if type.isStringBasic, case .int(let code) = inner {
                let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
                return .string(String(Character(scalar)))
            }
            return ConstantValue.converted(inner, to: type)
        }
        switch context.builtin(of: object) {
        case .len, .cap:
            let argument = tree.first(arguments)
            if case .string(let text) = value(argument, depth: depth + 1) { return .int(Int128(text.utf8.count)) }
            let types = context.constantTypes
            let base = underlying(argument)
            let array = types.kind(base) == .pointer ? types.underlying(types.element(base)) : base
            return types.length(array).map { .int(Int128($0)) } ?? .unknown
        case .sizeof:
            let types = context.constantTypes
            return types.size(of: context.recordedType(of: tree.first(arguments))).map { .int(Int128($0)) } ?? .unknown
        case .min, .max:
            var best: ConstantValue?
            for argument in tree.nodes(arguments) {
                let next = value(argument, depth: depth + 1)
                guard next.isKnown else { return .unknown }
                guard let known = best else {
                    best = next
                    continue
                }
                let isLess = ConstantValue.binary(.less, next, known, type: .untypedFloat).bool ?? false
                if isLess == (context.builtin(of: object) == .min) { best = next }
            }
            return best ?? .unknown
        default: return .unknown
        }
    }
}

/// The nodes of a package that has been checked.
struct CheckedConstants: ConstantContext {
    let file: FileInfo
    let info: PackageInfo

    var constantTree: GoFile { file.tree }
    var constantTypes: TypeTable { info.types }
    func recordedType(of node: Node) -> GoType { file.type(of: node) }
    func recordedObject(of node: Node) -> ObjectID { file.object(of: node) }
    func constantValue(of object: ObjectID) -> ConstantValue {
        info.kind(of: object) == .constant ? info.constant(of: object) : .unknown
    }
    func builtin(of object: ObjectID) -> Builtin? { object.isLocal ? nil : info.program.builtin(object) }
    func isTypeName(_ object: ObjectID) -> Bool { info.kind(of: object) == .typeName }
    func isIota(_ object: ObjectID) -> Bool { false }
}

extension ConstantFolder where Context == CheckedConstants {
    init(file: FileInfo, info: PackageInfo) { self.init(context: CheckedConstants(file: file, info: info)) }
}
