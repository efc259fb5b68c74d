import GoSource

/// Where expressions store and read: the variable and the fields on the way.
extension TaintBuilder {
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
