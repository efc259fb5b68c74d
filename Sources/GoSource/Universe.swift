/// The predeclared names (Go specification, "Predeclared identifiers"), and package unsafe.
final class Universe: Sendable {
    let scope: WordMap
    let unsafeScope: WordMap
    let error: GoType
    let comparable: GoType
    let iota: ObjectID
    let `nil`: ObjectID

    init(symbols: SymbolTable, types: TypeTable, objects: ObjectTable) {
        var scope = WordMap(capacity: 128)
        func add(_ name: String, _ record: ObjectRecord) -> ObjectID {
            var record = record
            record.name = symbols.intern(name)
            let object = objects.add(record)
            scope.set(UInt64(record.name.id), object.id)
            return object
        }
        func addType(_ name: String, _ type: GoType, isAlias: Bool = false) {
            _ = add(
                name,
                ObjectRecord(
                    kind: .typeName, flags: isAlias ? ObjectFlag.alias : 0, name: .empty, package: 0, type: type))
        }
        for id in 1...17 { addType(GoType.basicNames[id], GoType(id: UInt32(id))) }
        addType("byte", .uint8, isAlias: true)
        addType("rune", .int32, isAlias: true)
        addType("any", .any, isAlias: true)

        let error = add("error", ObjectRecord(kind: .typeName, name: .empty, package: 0))
        self.error = types.makeNamed(error)
        objects.records[error.id].type = self.error
        let method = InterfaceMethod(name: .errorMethod, signature: types.signature([], [.string], isVariadic: false))
        types.setUnderlying(of: self.error, types.interface([method], embedded: []))

        let comparable = add("comparable", ObjectRecord(kind: .typeName, name: .empty, package: 0))
        self.comparable = types.makeNamed(comparable)
        objects.records[comparable.id].type = self.comparable
        types.setUnderlying(of: self.comparable, types.interface([], embedded: [], isComparable: true))

        _ = add("false", ObjectRecord(kind: .constant, name: .empty, package: 0, type: .untypedBool, extra: 1))
        _ = add("true", ObjectRecord(kind: .constant, name: .empty, package: 0, type: .untypedBool, extra: 2))
        iota = add("iota", ObjectRecord(kind: .constant, name: .empty, package: 0, type: .untypedInt))
        `nil` = add("nil", ObjectRecord(kind: .nil, name: .empty, package: 0, type: .untypedNil))
        for builtin in Builtin.universe {
            _ = add(
                "\(builtin)",
                ObjectRecord(kind: .builtin, detail: UInt16(builtin.rawValue), name: .empty, package: 0))
        }
        self.scope = scope

        scope = WordMap(capacity: 16)
        addType("Pointer", .unsafePointer)
        for (name, builtin) in Builtin.unsafe {
            _ = add(
                name, ObjectRecord(kind: .builtin, detail: UInt16(builtin.rawValue), name: .empty, package: 0))
        }
        unsafeScope = scope
    }
}
