/// Writes the index of the standard library: what its packages export, as Go without bodies, comments, parameter names and
/// unexported fields. Facts only, computed from the types.
///
/// Each package is a line `== import/path` followed by its text. Types that are not exported but needed to describe what
/// is are written too.
public struct StandardLibraryWriter {
    let program: GoProgram
    private var wanted: [Int: [ObjectID]] = [:]
    private var seen: Set<ObjectID> = []
    private var open: [ObjectID] = []

    public init(_ program: GoProgram) { self.program = program }

    /// The index of all packages under analysis that users may import.
    public mutating func write() -> String {
        for package in program.packages where package.role == .ordinary && Self.isPublic(package.path) {
            guard package.name != "main" else { continue }
            for object in package.objects where isWritten(object) { want(object) }
        }
        var texts: [String: String] = [:]
        // Describing a type may ask for others.
        while !open.isEmpty {
            for object in open {
                if let package = program.package(of: object) { wanted[package.index, default: []].append(object) }
            }
            open = []
            for (index, objects) in wanted {
                texts[program.allPackages[index].path] = text(program.allPackages[index], objects)
            }
        }
        return texts.sorted { $0.key < $1.key }.map { "== \($0.key)\n\($0.value)" }.joined()
    }

    private static func isPublic(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return !parts.contains("internal") && !parts.contains("testdata") && parts.first != "cmd"
            && parts.first != "vendor" && path != "builtin" && parts.first != "misc" && parts.first != "test"
    }

    private func isWritten(_ object: ObjectID) -> Bool {
        let record = program.objects[object]
        return record.kind != .method && program.isExported(record.name)
    }

    private mutating func want(_ object: ObjectID) {
        guard program.package(of: object) != nil, seen.insert(object).inserted else { return }
        open.append(object)
    }

    // MARK: One package

    private mutating func text(_ package: GoPackage, _ objects: [ObjectID]) -> String {
        var imports: [Int: String] = [:]
        var lines: [String] = []
        var methods: [GoType: [ObjectID]] = [:]
        for object in package.objects where program.kind(of: object) == .method {
            methods[program.owner(of: object), default: []].append(object)
        }
        for object in Set(objects).sorted(by: { $0.id < $1.id }) {
            declare(object, package, &imports, &lines)
            guard program.kind(of: object) == .typeName else { continue }
            let type = program.type(of: object)
            guard program.types.object(of: type) == object else { continue }
            for method in methods[type] ?? [] where program.isExported(program.objects[method].name) {
                let star = program.hasPointerReceiver(method) ? "*" : ""
                let parameters = program.types.typeParameters(of: type).map { describe($0, package, &imports) }
                let list = parameters.isEmpty ? "" : "[" + parameters.joined(separator: ",") + "]"
                let signature = signature(program.type(of: method), package, &imports)
                lines.append("func(\(star)\(program.name(of: object))\(list))\(program.name(of: method))\(signature)")
            }
        }
        let importLines = imports.sorted { $0.value < $1.value }.map { index, alias in
            let imported = program.allPackages[index]
            return alias == imported.name ? "import\"\(imported.path)\"" : "import \(alias)\"\(imported.path)\""
        }
        return (["package \(package.name)"] + importLines + lines).joined(separator: "\n") + "\n"
    }

    private mutating func declare(
        _ object: ObjectID, _ package: GoPackage, _ imports: inout [Int: String], _ lines: inout [String]
    ) {
        let name = program.name(of: object)
        let type = program.type(of: object)
        switch program.kind(of: object) {
        case .constant:
            guard let value = Self.literal(program.constant(of: object)) else {
                lines.append("var \(name) \(describe(type.defaulted, package, &imports))")
                return
            }
            let isRune = type == .untypedRune
            let typed = type.isUntyped ? "" : " " + describe(type, package, &imports)
            lines.append("const \(name)\(typed)=\(isRune ? "'\\x00'+" : "")\(value)")
        case .variable: lines.append("var \(name) \(describe(type, package, &imports))")
        case .function:
            let parameters = parameterList(Array(program.typeParameters(of: object)), package, &imports)
            lines.append("func \(name)\(parameters)\(signature(type, package, &imports))")
        case .typeName:
            if program.types.object(of: type) != object {
                lines.append("type \(name)=\(describe(type, package, &imports))")
                return
            }
            let parameters = parameterList(Array(program.types.typeParameters(of: type)), package, &imports)
            lines.append("type \(name)\(parameters) \(describe(program.types.underlying(type), package, &imports))")
        default: break
        }
    }

    private mutating func parameterList(
        _ parameters: [GoType], _ package: GoPackage, _ imports: inout [Int: String]
    ) -> String {
        guard !parameters.isEmpty else { return "" }
        let list = parameters.map { parameter in
            describe(parameter, package, &imports) + " "
                + describe(program.types.constraint(of: parameter), package, &imports)
        }
        return "[" + list.joined(separator: ",") + "]"
    }

    private mutating func signature(_ type: GoType, _ package: GoPackage, _ imports: inout [Int: String]) -> String {
        String(describe(type, package, &imports).dropFirst(4))
    }

    // MARK: Types

    /// A type as Go source in `package`; packages it names are imported.
    private mutating func describe(_ type: GoType, _ package: GoPackage, _ imports: inout [Int: String]) -> String {
        let types = program.types
        func all(_ list: some Collection<GoType>, _ writer: inout Self, _ imports: inout [Int: String]) -> [String] {
            list.map { writer.describe($0, package, &imports) }
        }
        switch types.kind(type) {
        case .invalid, .tuple: return "any"
        case .basic: return type == .unsafePointer ? unsafePointer(&imports) : GoType.basicNames[Int(type.id)]
        case .typeParameter: return types.object(of: type).map(program.name) ?? "any"
        case .named:
            guard let object = types.object(of: type) else { return "any" }
            want(object)
            let name = qualified(object, package, &imports)
            let arguments = all(types.typeArguments(of: type), &self, &imports)
            return arguments.isEmpty ? name : name + "[" + arguments.joined(separator: ",") + "]"
        case .pointer: return "*" + describe(types.element(type), package, &imports)
        case .slice: return "[]" + describe(types.element(type), package, &imports)
        case .array: return "[\(types.length(type) ?? 0)]" + describe(types.element(type), package, &imports)
        case .map:
            let key = describe(types.key(type), package, &imports)
            return "map[\(key)]" + describe(types.element(type), package, &imports)
        case .channel:
            let element = describe(types.element(type), package, &imports)
            switch types.direction(type) {
            case .send: return "chan<- " + element
            case .receive: return "<-chan " + element
            case .both: return "chan(" + element + ")"
            }
        case .signature:
            var parameters = all(types.parameters(type), &self, &imports)
            if types.isVariadic(type), let last = types.parameters(type).last {
                parameters[parameters.count - 1] = "..." + describe(types.element(last), package, &imports)
            }
            let results = all(types.results(type), &self, &imports)
            let tail = results.count > 1 ? "(" + results.joined(separator: ",") + ")" : results.first ?? ""
            return "func(" + parameters.joined(separator: ",") + ")" + tail
        case .structure:
            var fields: [String] = []
            for field in types.fields(type) {
                if field.isEmbedded {
                    fields.append(describe(field.type, package, &imports))
                } else if program.isExported(field.name) {
                    fields.append(program.text(field.name) + " " + describe(field.type, package, &imports))
                }
            }
            return "struct{" + fields.joined(separator: ";") + "}"
        case .interface:
            if type == .any { return "any" }
            var elements = types.explicitMethods(type).sorted { program.text($0.name) < program.text($1.name) }.map {
                program.text($0.name) + signature($0.signature, package, &imports)
            }
            elements += all(types.embedded(type), &self, &imports)
            return "interface{" + elements.joined(separator: ";") + "}"
        case .union:
            return types.terms(type).map {
                ($0.isApproximate ? "~" : "") + describe($0.type, package, &imports)
            }.joined(separator: "|")
        }
    }

    private func unsafePointer(_ imports: inout [Int: String]) -> String {
        guard let package = program.package(path: "unsafe") else { return "uintptr" }
        imports[package.index] = "unsafe"
        return "unsafe.Pointer"
    }

    private func qualified(_ object: ObjectID, _ package: GoPackage, _ imports: inout [Int: String]) -> String {
        let name = program.name(of: object)
        guard let owner = program.package(of: object), owner !== package else { return name }
        if let alias = imports[owner.index] { return alias + "." + name }
        var alias = owner.name
        // A name that is taken in this package or by another import gets a number.
        var number = 1
        while imports.values.contains(alias) || package.object(program.symbol(alias)) != nil {
            number += 1
            alias = owner.name + String(number)
        }
        imports[owner.index] = alias
        return alias + "." + name
    }

    // MARK: Values

    private static func literal(_ value: ConstantValue) -> String? {
        switch value {
        case .bool(let value): return value ? "true" : "false"
        case .int(let value): return String(value)
        case .float(let value):
            let text = "\(value)"
            return text.contains("e") || text.contains(".") ? text : text + ".0"
        case .string(let text): return quoted(text)
        case .complex, .unknown: return nil
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case " "..."~": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x80:
                let digits = String(scalar.value, radix: 16)
                result += "\\x" + (digits.count < 2 ? "0" : "") + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
