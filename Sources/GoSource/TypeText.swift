/// Writes types as Go does, with whole package paths.
struct TypeText {
    private static let maximumDepth = 20

    let program: GoProgram
    /// How a package is written in front of a name; none: by its path.
    var qualifier: ((GoPackage) -> String)?
    /// Types of variables in other packages' files: names of type parameters are never qualified.
    func text(_ type: GoType, depth: Int = 0) -> String {
        guard depth < Self.maximumDepth else { return "…" }
        let types = program.types
        func inner(_ type: GoType) -> String { text(type, depth: depth + 1) }
        switch types.kind(type) {
        case .invalid: return "unknown"
        case .basic: return GoType.basicNames[Int(type.id)]
        case .typeParameter: return types.object(of: type).map(program.name) ?? "?"
        case .named:
            let name = types.object(of: type).map(qualified) ?? "?"
            let arguments = types.typeArguments(of: type)
            return arguments.isEmpty ? name : name + "[" + arguments.map(inner).joined(separator: ", ") + "]"
        case .pointer: return "*" + inner(types.element(type))
        case .slice: return "[]" + inner(types.element(type))
        case .array: return "[" + (types.length(type).map(String.init) ?? "...") + "]" + inner(types.element(type))
        case .map: return "map[" + inner(types.key(type)) + "]" + inner(types.element(type))
        case .channel:
            let element = types.element(type)
            switch types.direction(type) {
            case .send: return "chan<- " + inner(element)
            case .receive: return "<-chan " + inner(element)
            case .both:
                let isReceive = types.kind(element) == .channel && types.direction(element) == .receive
                return isReceive ? "chan (" + inner(element) + ")" : "chan " + inner(element)
            }
        case .tuple: return "(" + types.elements(type).map(inner).joined(separator: ", ") + ")"
        case .signature: return "func" + signature(type, depth: depth)
        case .structure:
            let fields = types.fields(type).map { field in
                field.isEmbedded ? inner(field.type) : program.text(field.name) + " " + inner(field.type)
            }
            return fields.isEmpty ? "struct{}" : "struct{ " + fields.joined(separator: "; ") + " }"
        case .interface:
            if type == .any { return "any" }
            var elements = types.explicitMethods(type).map {
                program.text($0.name) + signature($0.signature, depth: depth)
            }
            elements += types.embedded(type).map(inner)
            if types.record(type).variant == 1 { elements.append("comparable") }
            return elements.isEmpty ? "interface{}" : "interface{ " + elements.joined(separator: "; ") + " }"
        case .union:
            return types.terms(type).map { ($0.isApproximate ? "~" : "") + inner($0.type) }.joined(separator: " | ")
        }
    }

    private func qualified(_ object: ObjectID) -> String {
        guard let qualifier, let package = program.package(of: object) else { return program.qualifiedName(of: object) }
        let prefix = qualifier(package)
        return prefix.isEmpty ? program.name(of: object) : prefix + "." + program.name(of: object)
    }

    /// Parameters and results, without `func`.
    func signature(_ type: GoType, depth: Int = 0) -> String {
        let types = program.types
        let parameters = types.parameters(type)
        let isVariadic = types.isVariadic(type)
        let list = parameters.enumerated().map { index, parameter in
            isVariadic && index == parameters.count - 1
                ? "..." + text(types.element(parameter), depth: depth + 1) : text(parameter, depth: depth + 1)
        }
        let results = types.results(type).map { text($0, depth: depth + 1) }
        let tail =
            switch results.count {
            case 0: ""
            case 1: " " + results[0]
            default: " (" + results.joined(separator: ", ") + ")"
            }
        return "(" + list.joined(separator: ", ") + ")" + tail
    }
}
