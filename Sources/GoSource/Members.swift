/// A field or method found in a type, perhaps in one that is embedded in it.
public struct Member: Sendable {
    /// `.field`, `.method`, `.interfaceMethod` or `.unknown`.
    public var kind: ObjectKind
    public var object: ObjectID
    /// The type of the field, or the signature without its receiver, with the type's arguments in place.
    public var type: GoType
    /// How many embedded fields lie between.
    public var depth: Int
}

extension GoProgram {
    /// Type parameters of a generic function or alias.
    func typeParameters(of object: ObjectID) -> TypeList {
        let record = objects[object]
        let isGeneric = record.kind == .function || record.kind == .method || record.kind == .typeName
        return TypeList(types.words.pointer(isGeneric ? record.extra : types.emptyList))
    }

    /// A member of a package whose source is not there.
    func unknownMember(_ package: GoPackage, _ name: Symbol) -> ObjectID {
        objects.member(.ofPackage, UInt32(package.index), name) {
            ObjectRecord(kind: .unknown, name: name, package: UInt32(package.index + 1))
        }
    }

    /// The defined type that an unknown member is, where it is used as one.
    func unknownType(_ object: ObjectID) -> GoType {
        let known = objects[object].type
        return known.isInvalid ? makeUnknownType(object) : known
    }

    @discardableResult
    func makeUnknownType(_ object: ObjectID) -> GoType {
        objects.once(object) { record in
            guard record.type.isInvalid else { return }
            record.kind = .typeName
            record.type = types.makeNamed(object, isUnknown: true)
        }
    }

    /// What a function or method without source gives: a defined type that is named like it, with `()`.
    func unknownResult(of function: ObjectID) -> GoType {
        let record = objects[function]
        // How many calls stand in the name so far: a.b().c().d() ends somewhere.
        let calls = types.object(of: record.owner).map { objects[$0].kind == .typeName ? objects[$0].detail : 0 } ?? 0
        guard calls < 16 else { return .invalid }
        let name = symbols.intern(symbols.text(record.name) + "()")
        let object = objects.member(.ofUnknownResult, function.id, name) {
            ObjectRecord(
                kind: .unknown, detail: calls + 1, name: name, package: record.package, owner: record.owner)
        }
        return unknownType(object)
    }

    /// The field or method `name` of a type or of what it points to, embedded ones included (specification,
    /// "Selectors").
    public func findMember(of type: GoType, _ name: Symbol) -> Member? {
        findMember(of: type, name, in: nil, prepare: { _ in })
    }

    /// `prepare` makes sure that a type's underlying type is known; `package` may have methods of its own for it.
    func findMember(
        of type: GoType, _ name: Symbol, in package: GoPackage?, prepare: (GoType) -> Void
    ) -> Member? {
        guard name != .blank, name != .empty else { return nil }
        var level = [types.dereferenced(type)]
        var seen: [GoType] = []
        var unknown: GoType?
        var depth = 0
        while !level.isEmpty {
            var next: [GoType] = []
            for type in level {
                if types.kind(type) == .named {
                    if seen.contains(type) { continue }
                    seen.append(type)
                    if let method = method(of: type, name, in: package, depth: depth) { return method }
                    if types.isUnknown(type), unknown == nil { unknown = type }
                }
                prepare(type)
                let base = types.underlying(type)
                switch types.kind(base) {
                case .structure:
                    for index in 0..<types.fieldCount(base) {
                        let field = types.field(index, of: base)
                        if field.name == name { return self.field(index, field, type, base, depth) }
                        if field.isEmbedded { next.append(types.dereferenced(field.type)) }
                    }
                case .interface:
                    if let method = interfaceMethod(type, base, name, depth) { return method }
                    // A constraint's core type may be a struct.
                    if types.kind(type) == .typeParameter {
                        let core = types.core(type)
                        if types.kind(core) != .interface { next.append(types.dereferenced(core)) }
                    }
                case .pointer where depth == 0 && types.kind(type) == .named:
                    // Fields, but not methods, of a defined pointer type.
                    next.append(types.element(base))
                default: break
                }
            }
            level = next
            depth += 1
            if depth > 32 { break }
        }
        return unknown.map { unknownMember($0, name, depth) }
    }

    private func method(of type: GoType, _ name: Symbol, in package: GoPackage?, depth: Int) -> Member? {
        var found = types.declaredMethod(of: type, name)
        var tests = package
        while found == nil, let package = tests {
            found = package.addedMethods[UInt64(types.origin(of: type).id) << 32 | UInt64(name.id)].map(ObjectID.init)
            tests = package.base ?? (package.role == .externalTest ? package.imports[package.testedPath] : nil)
            if tests === package { break }
        }
        guard let object = found else { return nil }
        return Member(kind: .method, object: object, type: signature(of: object, in: type), depth: depth)
    }

    /// The signature of a method with the arguments of its receiver's type.
    func signature(of method: ObjectID, in type: GoType) -> GoType {
        let declared = objects[method].type
        let arguments = types.typeArguments(of: type)
        guard !arguments.isEmpty else { return declared }
        return types.substitute(
            declared, Substitution(parameters: types.typeParameters(of: type), arguments: arguments))
    }

    private func field(_ index: Int, _ field: StructField, _ type: GoType, _ base: GoType, _ depth: Int) -> Member {
        let owner = types.kind(type) == .named ? types.origin(of: type) : base
        let object = objects.member(.ofType, owner.id, field.name) {
            ObjectRecord(
                kind: .field, flags: field.isEmbedded ? ObjectFlag.embedded : 0,
                detail: UInt16(truncatingIfNeeded: index), name: field.name, package: self.packageNumber(owner),
                type: field.type, owner: owner)
        }
        return Member(kind: .field, object: object, type: field.type, depth: depth)
    }

    private func interfaceMethod(_ type: GoType, _ base: GoType, _ name: Symbol, _ depth: Int) -> Member? {
        guard let method = types.interfaceMethods(base).first(where: { $0.name == name }) else { return nil }
        // The interface that writes it down names it: io.Reader.Read, also for io.ReadCloser.
        let owner = declaringInterface(types.kind(type) == .typeParameter ? types.constraint(of: type) : type, name)
        let object = objects.member(.ofType, owner.id, name) {
            ObjectRecord(
                kind: .interfaceMethod, name: name, package: self.packageNumber(owner), type: method.signature,
                owner: owner)
        }
        return Member(kind: .interfaceMethod, object: object, type: method.signature, depth: depth)
    }

    private func declaringInterface(_ type: GoType, _ name: Symbol) -> GoType {
        var open = [(type, 0)]
        while let (next, depth) = open.popLast() {
            let base = types.underlying(next)
            if types.explicitMethods(base).contains(where: { $0.name == name }) {
                return types.kind(next) == .named ? types.origin(of: next) : next
            }
            guard depth < 32 else { continue }
            for inner in types.embedded(base) { open.append((inner, depth + 1)) }
        }
        return type
    }

    private func packageNumber(_ owner: GoType) -> UInt32 {
        guard let object = types.object(of: owner) else { return 0 }
        return objects.records[object.id].package
    }

    private func unknownMember(_ type: GoType, _ name: Symbol, _ depth: Int) -> Member {
        let object = objects.member(.ofUnknownType, type.id, name) {
            ObjectRecord(kind: .unknown, name: name, package: self.packageNumber(type), owner: type)
        }
        return Member(kind: .unknown, object: object, type: .invalid, depth: depth)
    }

    // MARK: Method sets

    /// Whether values of a type (or pointers to it, if `type` is one) have all methods of an interface.
    public func implements(_ type: GoType, _ interface: GoType) -> Bool {
        let wanted = types.interfaceMethods(interface)
        let isPointer = types.kind(type) == .pointer
        for method in wanted {
            guard let found = findMember(of: type, method.name), found.type == method.signature else { return false }
            guard found.kind == .method || found.kind == .interfaceMethod else { return false }
            // Through embedded pointers more methods would be there; this is close enough.
            if found.kind == .method, found.depth == 0, !isPointer, hasPointerReceiver(found.object) { return false }
        }
        return true
    }
}

extension ObjectTable {
    /// Changes an object under the table's lock; gives its type.
    func once(_ object: ObjectID, _ change: (inout ObjectRecord) -> Void) -> GoType {
        locked {
            var record = records[object.id]
            change(&record)
            records[object.id] = record
            return record.type
        }
    }
}

extension GoPackage {
    /// For external tests the path of what they test.
    var testedPath: String { path.hasSuffix("_test") ? String(path.dropLast(5)) : path }
}
