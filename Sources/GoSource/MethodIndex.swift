/// The methods that may run for a call through an interface: those of all types of the program that fit (class hierarchy
/// analysis).
public struct MethodIndex: Sendable {
    private let program: GoProgram
    /// Methods by name, of all packages whose declarations are known.
    private let methods: [Symbol: [ObjectID]]

    public init(_ program: GoProgram) {
        self.program = program
        var methods: [Symbol: [ObjectID]] = [:]
        for package in program.allPackages {
            for object in package.objects where program.kind(of: object) == .method {
                methods[program.objects[object].name, default: []].append(object)
            }
        }
        self.methods = methods
    }

    /// What a method that an interface asks for may stand for; empty for any other object.
    public func implementations(of wanted: ObjectID) -> [ObjectID] {
        guard program.kind(of: wanted) == .interfaceMethod else { return [] }
        let record = program.objects[wanted]
        return (methods[record.name] ?? []).filter { method in
            let type = program.owner(of: method)
            // A generic type fits if its methods have the names.
            let isGeneric = program.types.record(type).isGeneric || program.types.record(record.owner).isGeneric
            guard isGeneric || program.type(of: method) == record.type else { return false }
            return isGeneric
                ? hasNames(type, record.owner) : program.implements(program.types.pointer(to: type), record.owner)
        }
    }

    private func hasNames(_ type: GoType, _ interface: GoType) -> Bool {
        program.types.interfaceMethods(interface).allSatisfy { program.findMember(of: type, $0.name) != nil }
    }
}
