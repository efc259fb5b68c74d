import GoSource

/// Where the functions of a package store what others can see: variables of the package, fields of what they are called
/// on, and what is behind their parameters. Made in one sweep; nothing here knows what the data is.
struct StoreIndex {
    /// Package-level variables that some function stores to.
    private(set) var variables: Set<ObjectID> = []
    /// Fields that some function stores to behind a parameter or its receiver.
    private(set) var fields: Set<ObjectID> = []
    /// By function, one bit for each parameter (the receiver first) that it may store something behind.
    private(set) var writtenParameters: [ObjectID: UInt64] = [:]

    private struct Handover {
        var callee: ObjectID
        var place: Int
        var parameter: Int
    }

    private struct Target {
        var root: ObjectID
        var field = ObjectID.none
        var isBehind = false
    }

    private static let maximumRounds = 5

    init(_ code: GoCode) {
        var handovers: [ObjectID: [Handover]] = [:]
        for function in code.info.functions where function.parent == nil && !function.object.isNone {
            let file = code.files[function.file]
            var places: [ObjectID: Int] = [:]
            let shift = code.info.kind(of: function.object) == .method ? 1 : 0
            if shift == 1, !function.receiver.isNone { places[function.receiver] = 0 }
            for (place, object) in function.parameters.enumerated() where !object.isNone {
                places[object] = place + shift
            }
            var mask: UInt64 = 0
            var given: [Handover] = []
            file.tree.visit(function.body) { node, kind in
                switch kind {
                case .assign:
                    guard case .assign(_, let left, let right) = file.tree.syntax(node) else { break }
                    for (place, target) in file.tree.nodes(left).enumerated() {
                        let value =
                            file.tree.count(right) == 1 ? file.tree.first(right) : file.tree.element(place, of: right)
                        if !value.isNone, code.info.constant(of: value, in: file).isKnown { continue }
                        store(target, file, code, places, &mask)
                    }
                case .send:
                    guard case .send(let channel, _) = file.tree.syntax(node) else { break }
                    store(channel, file, code, places, &mask, isBehind: true)
                case .call: handOver(node, file, code, places, &mask, &given)
                default: break
                }
                return true
            }
            if mask != 0 { writtenParameters[function.object] = mask }
            if !given.isEmpty { handovers[function.object] = given }
        }
        close(handovers)
    }

    /// Who hands a parameter to a function that stores behind it stores behind it, too.
    private mutating func close(_ handovers: [ObjectID: [Handover]]) {
        for _ in 0..<Self.maximumRounds {
            var isChanged = false
            for (function, list) in handovers {
                let known = writtenParameters[function] ?? 0
                var mask = known
                for given in list where (writtenParameters[given.callee] ?? 0) & 1 << UInt64(given.place) != 0 {
                    mask |= 1 << UInt64(given.parameter)
                }
                if mask != known {
                    writtenParameters[function] = mask
                    isChanged = true
                }
            }
            if !isChanged { return }
        }
    }

    private mutating func store(
        _ node: Node, _ file: FileInfo, _ code: GoCode, _ places: [ObjectID: Int], _ mask: inout UInt64,
        isBehind: Bool = false
    ) {
        guard let target = Self.target(node, file, code) else { return }
        if !target.root.isLocal { variables.insert(target.root) }
        guard let place = places[target.root], isBehind || target.isBehind else { return }
        mask |= 1 << UInt64(min(place, 63))
        if !target.field.isNone { fields.insert(target.field) }
    }

    private mutating func handOver(
        _ node: Node, _ file: FileInfo, _ code: GoCode, _ places: [ObjectID: Int], _ mask: inout UInt64,
        _ given: inout [Handover]
    ) {
        guard case .call(let function, let arguments, _) = file.tree.syntax(node) else { return }
        let callee = code.info.callee(of: node, in: file)
        var operand = Node.none
        if case .selector(let inner, _) = file.tree.syntax(file.tree.unparen(function)) { operand = inner }
        switch callee {
        case .builtin(.copy):
            store(file.tree.first(arguments), file, code, places, &mask, isBehind: true)
        case .function(let object), .method(let object), .interfaceMethod(let object):
            let isMethod = code.info.kind(of: object) != .function
            if code.program.package(of: object) === code.info.package {
                func hand(_ node: Node, _ place: Int) {
                    guard place < 64, let target = Self.target(node, file, code), let parameter = places[target.root]
                    else { return }
                    given.append(Handover(callee: object, place: place, parameter: min(parameter, 63)))
                }
                if isMethod { hand(operand, 0) }
                for (place, argument) in file.tree.nodes(arguments).enumerated() {
                    hand(argument, place + (isMethod ? 1 : 0))
                }
            } else {
                // Elsewhere: pointers are there to be written to, and so are the receivers of methods with arguments.
                for argument in file.tree.nodes(arguments) where code.types.isPointer(file.type(of: argument)) {
                    store(argument, file, code, places, &mask, isBehind: true)
                }
                if isMethod, !operand.isNone, file.tree.count(arguments) > 0 {
                    store(operand, file, code, places, &mask, isBehind: true)
                }
            }
        default: break
        }
    }

    private static func target(_ node: Node, _ file: FileInfo, _ code: GoCode) -> Target? {
        let tree = file.tree
        var node = tree.unparen(node)
        var result = Target(root: .none)
        for _ in 0..<32 {
            switch tree.syntax(node) {
            case .identifier:
                result.root = file.object(of: node)
                return code.info.kind(of: result.root) == .variable ? result : nil
            case .selector(let operand, _):
                let object = file.object(of: node)
                if code.info.kind(of: file.object(of: operand)) == .packageName {
                    result.root = object
                    return code.info.kind(of: object) == .variable ? result : nil
                }
                if code.info.kind(of: object) == .field, result.field.isNone { result.field = object }
                result.isBehind = true
                node = tree.unparen(operand)
            case .index(let operand, _), .slice(let operand, _, _, _), .typeAssertion(let operand, _),
                .star(let operand):
                result.isBehind = true
                node = tree.unparen(operand)
            case .unary(.and, let operand): node = tree.unparen(operand)
            default: return nil
            }
        }
        return nil
    }
}
