import GoSource

/// Where the functions of a package store what others can see: variables of the package, fields of what they are called
/// on, and what is behind their parameters. Made in one sweep; nothing here knows what the data is.
struct StoreIndex {
    /// Package-level variables that some function stores to.
    private(set) var variables: Set<ObjectID> = []
    /// Fields that some function stores to behind a parameter or its receiver.
    private(set) var fields: Set<ObjectID> = []
    /// By function, what it may store to behind its parameters.
    private(set) var written: [ObjectID: Set<Written>] = [:]

    /// A parameter (the receiver is 0, if there is one), and the field of it; none for all of it.
    struct Written: Hashable {
        var place: Int
        var field: ObjectID
    }

    private struct Handover {
        var callee: ObjectID
        var place: Int
        var parameter: Written
    }

    private struct Target {
        var root: ObjectID
        /// The field that is written to.
        var field = ObjectID.none
        /// The field next to the variable.
        var outer = ObjectID.none
        var isBehind = false
    }

    private static let maximumRounds = 5
    /// More fields than one function fills one by one; more of them count as all.
    private static let maximumFields = 12

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
            var found: Set<Written> = []
            var given: [Handover] = []
            file.tree.visit(function.body) { node, kind in
                switch kind {
                case .assign:
                    guard case .assign(_, let left, let right) = file.tree.syntax(node) else { break }
                    for (place, target) in file.tree.nodes(left).enumerated() {
                        let value =
                            file.tree.count(right) == 1 ? file.tree.first(right) : file.tree.element(place, of: right)
                        if !value.isNone, code.info.constant(of: value, in: file).isKnown { continue }
                        store(target, file, code, places, &found)
                    }
                case .send:
                    guard case .send(let channel, _) = file.tree.syntax(node) else { break }
                    store(channel, file, code, places, &found, isBehind: true)
                case .call: handOver(node, file, code, places, &found, &given)
                default: break
                }
                return true
            }
            if !found.isEmpty { written[function.object] = found }
            if !given.isEmpty { handovers[function.object] = given }
        }
        close(handovers)
    }

    /// Who hands a parameter to a function that stores behind it stores behind it, too.
    private mutating func close(_ handovers: [ObjectID: [Handover]]) {
        for _ in 0..<Self.maximumRounds {
            var isChanged = false
            for (function, list) in handovers {
                var known = written[function] ?? []
                let count = known.count
                for given in list {
                    for inner in written[given.callee] ?? [] where inner.place == given.place {
                        let field = given.parameter.field.isNone ? inner.field : given.parameter.field
                        known.insert(Written(place: given.parameter.place, field: field))
                    }
                }
                if known.count != count {
                    written[function] = known
                    isChanged = true
                }
            }
            if !isChanged { break }
        }
        for (function, list) in written where list.count > Self.maximumFields {
            written[function] = Set(list.map { Written(place: $0.place, field: .none) })
        }
    }

    private mutating func store(
        _ node: Node, _ file: FileInfo, _ code: GoCode, _ places: [ObjectID: Int], _ found: inout Set<Written>,
        isBehind: Bool = false
    ) {
        guard let target = Self.target(node, file, code) else { return }
        if !target.root.isLocal { variables.insert(target.root) }
        guard let place = places[target.root], isBehind || target.isBehind else { return }
        found.insert(Written(place: place, field: target.outer))
        if !target.field.isNone { fields.insert(target.field) }
    }

    private mutating func handOver(
        _ node: Node, _ file: FileInfo, _ code: GoCode, _ places: [ObjectID: Int], _ found: inout Set<Written>,
        _ given: inout [Handover]
    ) {
        guard case .call(let function, let arguments, _) = file.tree.syntax(node) else { return }
        let callee = code.info.callee(of: node, in: file)
        var operand = Node.none
        if case .selector(let inner, _) = file.tree.syntax(file.tree.unparen(function)) { operand = inner }
        switch callee {
        case .builtin(.copy):
            store(file.tree.first(arguments), file, code, places, &found, isBehind: true)
        case .function(let object), .method(let object), .interfaceMethod(let object):
            let isMethod = code.info.kind(of: object) != .function
            if code.program.package(of: object) === code.info.package {
                func hand(_ node: Node, _ place: Int) {
                    guard let target = Self.target(node, file, code), let parameter = places[target.root]
                    else { return }
                    given.append(
                        Handover(
                            callee: object, place: place, parameter: Written(place: parameter, field: target.outer)))
                }
                if isMethod { hand(operand, 0) }
                for (place, argument) in file.tree.nodes(arguments).enumerated() {
                    hand(argument, place + (isMethod ? 1 : 0))
                }
            } else {
                // Elsewhere: pointers are there to be written to, and so are the receivers of methods with arguments.
                for argument in file.tree.nodes(arguments) where code.types.isPointer(file.type(of: argument)) {
                    store(argument, file, code, places, &found, isBehind: true)
                }
                if isMethod, !operand.isNone, file.tree.count(arguments) > 0 {
                    store(operand, file, code, places, &found, isBehind: true)
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
                if code.info.kind(of: object) == .field {
                    if result.field.isNone { result.field = object }
                    result.outer = object
                }
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
