import Synchronization

/// All types of a program. A type is made once; equal types are one number. Shared by all tasks.
///
/// The table must outlive the `TypeList`s it gives; `GoProgram` holds it.
public final class TypeTable: Sendable {
    struct Record: BitwiseCopyable {
        var kind: TypeKind
        /// Signature: variadic. Channel: direction. Interface: `comparable`.
        var variant: UInt8 = 0
        /// A type parameter occurs in it.
        var isGeneric = false
        var hash: UInt32 = 0
        var a: UInt32 = 0
        var b: UInt32 = 0
        /// Not part of the identity. Type parameter: the constraint. Named: the index in `details`.
        var detail: UInt32 = 0
    }

    /// What is known of a defined type, whatever its arguments.
    struct Detail: BitwiseCopyable {
        var object: ObjectID
        /// 0 while it is not known.
        var underlying: UInt32 = 0
        /// Words: a count, then pairs of symbol and object.
        var methods: UInt32 = 0
        /// Words: a count, then types.
        var parameters: UInt32 = 0
        /// The declaration was not seen: members are made up as they are asked for.
        var isUnknown = false
    }

    private struct State {
        var slots = [UInt32](repeating: 0, count: 1 << 14)
        var used = 0
        var instances = WordMap()
        var methodSets: [UInt32: [InterfaceMethod]] = [:]
    }

    let records = AppendArena<Record>()
    let words = AppendArena<UInt32>()
    let details = AppendArena<Detail>()
    private let state = Mutex(State())
    let emptyList: UInt32
    let symbols: SymbolTable

    init(symbols: SymbolTable) {
        self.symbols = symbols
        // Word 0 is the empty list.
        emptyList = words.append(0)
        details.append(Detail(object: ObjectID(id: 0)))
        records.append(Record(kind: .invalid))
        for _ in 1...25 { records.append(Record(kind: .basic)) }
        // The fixed numbers after the basic types.
        _ = tuple([])
        _ = interface([], embedded: [])
    }

    // MARK: Making types

    /// Stores words beside each other; the caller holds no lock.
    func store(_ list: [UInt32]) -> UInt32 {
        state.withLock { _ in list.withUnsafeBufferPointer { words.appendContiguous($0) } }
    }

    /// The type of `record`; `list` stands for word list `a`, which is stored if the type is new.
    private func intern(_ record: Record, list: [UInt32]? = nil) -> GoType {
        var record = record
        var hash = UInt32(record.kind.rawValue) &* 0x9E37_79B1 &+ UInt32(record.variant) &* 0x85EB_CA6B
        if let list {
            for word in list { hash = (hash ^ word) &* 0x9E37_79B1 ^ hash >> 15 }
        } else {
            hash = (hash ^ record.a) &* 0x9E37_79B1
            hash ^= hash >> 15
        }
        hash = (hash ^ record.b) &* 0x85EB_CA6B
        hash ^= hash >> 13
        record.hash = hash
        return state.withLock { state in
            var mask = state.slots.count - 1
            var slot = Int(hash) & mask
            while state.slots[slot] != 0 {
                let id = state.slots[slot]
                let other = records[id]
                if other.hash == hash, other.kind == record.kind, other.variant == record.variant,
                    other.b == record.b, list.map({ isList(other.a, $0) }) ?? (other.a == record.a)
                {
                    return GoType(id: id)
                }
                slot = (slot + 1) & mask
            }
            if state.used * 2 > mask {
                grow(&state)
                mask = state.slots.count - 1
                slot = Int(hash) & mask
                while state.slots[slot] != 0 { slot = (slot + 1) & mask }
            }
            if let list { record.a = list.withUnsafeBufferPointer { words.appendContiguous($0) } }
            let id = records.append(record)
            state.slots[slot] = id
            state.used += 1
            return GoType(id: id)
        }
    }

    private func isList(_ offset: UInt32, _ list: [UInt32]) -> Bool {
        let stored = words.pointer(offset)
        for index in list.indices where stored[index] != list[index] { return false }
        return true
    }

    private func grow(_ state: inout State) {
        let size = state.slots.count * 2
        var slots = [UInt32](repeating: 0, count: size)
        for id in state.slots where id != 0 {
            var slot = Int(records[id].hash) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = id
        }
        state.slots = slots
    }

    @inline(__always)
    func record(_ type: GoType) -> Record { records[type.id] }

    private func isGeneric(_ type: GoType) -> Bool { record(type).isGeneric }

    public func pointer(to type: GoType) -> GoType {
        intern(Record(kind: .pointer, isGeneric: isGeneric(type), a: type.id))
    }

    public func slice(of type: GoType) -> GoType {
        intern(Record(kind: .slice, isGeneric: isGeneric(type), a: type.id))
    }

    /// An unknown length is negative.
    public func array(of type: GoType, length: Int) -> GoType {
        let length = length >= 0 && length < Int(UInt32.max) ? UInt32(length) : UInt32.max
        return intern(Record(kind: .array, isGeneric: isGeneric(type), a: type.id, b: length))
    }

    public func map(_ key: GoType, _ value: GoType) -> GoType {
        intern(Record(kind: .map, isGeneric: isGeneric(key) || isGeneric(value), a: key.id, b: value.id))
    }

    public func channel(of type: GoType, _ direction: ChannelDirection) -> GoType {
        let variant: UInt8 =
            switch direction {
            case .both: 0
            case .send: 1
            case .receive: 2
            }
        return intern(Record(kind: .channel, variant: variant, isGeneric: isGeneric(type), a: type.id))
    }

    public func tuple(_ types: [GoType]) -> GoType {
        intern(
            Record(kind: .tuple, isGeneric: types.contains(where: isGeneric)),
            list: [UInt32(types.count)] + types.map(\.id))
    }

    /// `variadic`: the last parameter is a slice that takes any number of arguments.
    public func signature(_ parameters: [GoType], _ results: [GoType], isVariadic: Bool) -> GoType {
        var list: [UInt32] = []
        list.reserveCapacity(parameters.count + results.count + 2)
        list.append(UInt32(parameters.count))
        for type in parameters { list.append(type.id) }
        list.append(UInt32(results.count))
        for type in results { list.append(type.id) }
        return intern(
            Record(
                kind: .signature, variant: isVariadic ? 1 : 0,
                isGeneric: parameters.contains(where: isGeneric) || results.contains(where: isGeneric)), list: list)
    }

    public func structure(_ fields: [StructField]) -> GoType {
        var list: [UInt32] = [UInt32(fields.count)]
        list.reserveCapacity(fields.count * 3 + 1)
        for field in fields {
            list.append(field.name.id)
            list.append(field.type.id)
            list.append(field.isEmbedded ? 1 : 0)
        }
        return intern(Record(kind: .structure, isGeneric: fields.contains { isGeneric($0.type) }), list: list)
    }

    public func interface(_ methods: [InterfaceMethod], embedded: [GoType], isComparable: Bool = false) -> GoType {
        var list: [UInt32] = [UInt32(methods.count)]
        for method in methods.sorted(by: { $0.name.id < $1.name.id }) {
            list.append(method.name.id)
            list.append(method.signature.id)
        }
        list.append(UInt32(embedded.count))
        for type in embedded { list.append(type.id) }
        return intern(
            Record(
                kind: .interface, variant: isComparable ? 1 : 0,
                isGeneric: methods.contains { isGeneric($0.signature) } || embedded.contains(where: isGeneric)),
            list: list)
    }

    public func union(_ terms: [UnionTerm]) -> GoType {
        var list: [UInt32] = [UInt32(terms.count)]
        for term in terms {
            list.append(term.type.id)
            list.append(term.isApproximate ? 1 : 0)
        }
        return intern(Record(kind: .union, isGeneric: terms.contains { isGeneric($0.type) }), list: list)
    }

    /// A new defined type, of which only the name is known.
    func makeNamed(_ object: ObjectID, isUnknown: Bool = false) -> GoType {
        state.withLock { _ in
            let detail = details.append(Detail(object: object, isUnknown: isUnknown))
            return GoType(id: records.append(Record(kind: .named, hash: 0, a: object.id, detail: detail)))
        }
    }

    /// A new type parameter, whose constraint follows.
    func makeTypeParameter(_ object: ObjectID, index: Int) -> GoType {
        state.withLock { _ in
            GoType(
                id: records.append(
                    Record(kind: .typeParameter, isGeneric: true, a: object.id, b: UInt32(index), detail: GoType.any.id)
                ))
        }
    }

    func setConstraint(of parameter: GoType, _ constraint: GoType) { records[parameter.id].detail = constraint.id }

    func setUnderlying(of named: GoType, _ type: GoType) { details[record(named).detail].underlying = type.id }

    func setTypeParameters(of named: GoType, _ parameters: [GoType]) {
        let list = store([UInt32(parameters.count)] + parameters.map(\.id))
        details[record(named).detail].parameters = list
        records[named.id].isGeneric = !parameters.isEmpty
    }

    func setMethods(of named: GoType, _ methods: [(Symbol, ObjectID)]) {
        var list: [UInt32] = [UInt32(methods.count)]
        for (name, object) in methods {
            list.append(name.id)
            list.append(object.id)
        }
        details[record(named).detail].methods = store(list)
    }

    /// A generic type with its arguments. With its own parameters as arguments it is the generic type itself.
    public func instance(of origin: GoType, _ arguments: [GoType]) -> GoType {
        var generic = origin
        if record(generic).b != 0 { generic = GoType(id: record(generic).b) }
        let record = record(generic)
        guard record.kind == .named, !arguments.isEmpty else { return .invalid }
        if typeParameters(of: generic).elementsEqual(arguments) { return generic }
        return intern(
            Record(kind: .named, isGeneric: arguments.contains(where: isGeneric), b: generic.id, detail: record.detail),
            list: [UInt32(arguments.count)] + arguments.map(\.id))
    }

    // MARK: Caches

    /// What `make` gives for an instance, remembered.
    func underlying(ofInstance type: GoType, _ make: () -> GoType) -> GoType {
        if let known = state.withLock({ $0.instances[UInt64(type.id)] }) { return GoType(id: known) }
        let made = make()
        if !made.isInvalid { state.withLock { $0.instances.set(UInt64(type.id), made.id) } }
        return made
    }

    /// Sets that may still grow are not remembered.
    func methodSet(
        ofInterface type: GoType, _ make: () -> (methods: [InterfaceMethod], isComplete: Bool)
    ) -> [InterfaceMethod] {
        if let known = state.withLock({ $0.methodSets[type.id] }) { return known }
        let made = make()
        if made.isComplete { state.withLock { $0.methodSets[type.id] = made.methods } }
        return made.methods
    }
}
