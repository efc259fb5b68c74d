extension TypeTable {
    public func kind(_ type: GoType) -> TypeKind { record(type).kind }

    // MARK: Defined types

    /// The type name of a defined type or type parameter.
    public func object(of type: GoType) -> ObjectID? {
        let record = record(type)
        switch record.kind {
        case .named: return details[record.detail].object
        case .typeParameter: return ObjectID(id: record.a)
        default: return nil
        }
    }

    /// The generic type of an instance; other types as they are.
    public func origin(of type: GoType) -> GoType {
        let record = record(type)
        return record.kind == .named && record.b != 0 ? GoType(id: record.b) : type
    }

    public func typeArguments(of type: GoType) -> TypeList {
        let record = record(type)
        return TypeList(words.pointer(record.kind == .named && record.b != 0 ? record.a : emptyList))
    }

    /// The parameters of a generic type.
    public func typeParameters(of type: GoType) -> TypeList {
        let record = record(type)
        return TypeList(words.pointer(record.kind == .named ? details[record.detail].parameters : emptyList))
    }

    /// Whether the declaration of a defined type was not found (a dependency that is not there).
    public func isUnknown(_ type: GoType) -> Bool {
        let record = record(type)
        return record.kind == .named && details[record.detail].isUnknown
    }

    /// The constraint of a type parameter.
    public func constraint(of parameter: GoType) -> GoType {
        let record = record(parameter)
        return record.kind == .typeParameter ? GoType(id: record.detail) : .invalid
    }

    /// What a type is made of: never a defined type. For a type parameter its constraint's interface.
    public func underlying(_ type: GoType) -> GoType {
        let record = record(type)
        switch record.kind {
        case .named:
            let declared = GoType(id: details[record.detail].underlying)
            guard record.b != 0 else { return declared }
            guard !declared.isInvalid else { return .invalid }
            return underlying(ofInstance: type) {
                substitute(
                    declared, Substitution(parameters: typeParameters(of: type), arguments: typeArguments(of: type)))
            }
        case .typeParameter: return underlying(GoType(id: record.detail))
        default: return type
        }
    }

    /// Methods declared on a defined type, with their objects; those of the generic type for an instance.
    func declaredMethods(of type: GoType) -> [(name: Symbol, object: ObjectID)] {
        let record = record(type)
        guard record.kind == .named else { return [] }
        let list = words.pointer(details[record.detail].methods)
        return (0..<Int(list[0])).map { (Symbol(id: list[1 + 2 * $0]), ObjectID(id: list[2 + 2 * $0])) }
    }

    func declaredMethod(of type: GoType, _ name: Symbol) -> ObjectID? {
        let record = record(type)
        guard record.kind == .named else { return nil }
        let list = words.pointer(details[record.detail].methods)
        for index in 0..<Int(list[0]) where list[1 + 2 * index] == name.id {
            return ObjectID(id: list[2 + 2 * index])
        }
        return nil
    }

    // MARK: Parts

    /// Of pointers, slices, arrays, maps and channels (not of what is defined as one: ask for `underlying` first).
    public func element(_ type: GoType) -> GoType {
        let record = record(type)
        switch record.kind {
        case .pointer, .slice, .array, .channel: return GoType(id: record.a)
        case .map: return GoType(id: record.b)
        default: return .invalid
        }
    }

    /// Of a map.
    public func key(_ type: GoType) -> GoType {
        let record = record(type)
        return record.kind == .map ? GoType(id: record.a) : .invalid
    }

    /// Of an array, where it is known.
    public func length(_ type: GoType) -> Int? {
        let record = record(type)
        return record.kind == .array && record.b != UInt32.max ? Int(record.b) : nil
    }

    public func direction(_ type: GoType) -> ChannelDirection {
        switch record(type).variant {
        case 1: .send
        case 2: .receive
        default: .both
        }
    }

    /// The type that a pointer points to; other types as they are.
    public func dereferenced(_ type: GoType) -> GoType {
        let record = record(type)
        return record.kind == .pointer ? GoType(id: record.a) : type
    }

    /// Of a tuple.
    public func elements(_ type: GoType) -> TypeList {
        let record = record(type)
        return TypeList(words.pointer(record.kind == .tuple ? record.a : emptyList))
    }

    public func parameters(_ signature: GoType) -> TypeList {
        let record = record(signature)
        return TypeList(words.pointer(record.kind == .signature ? record.a : emptyList))
    }

    public func results(_ signature: GoType) -> TypeList {
        let record = record(signature)
        guard record.kind == .signature else { return TypeList(words.pointer(emptyList)) }
        let list = words.pointer(record.a)
        return TypeList(list + Int(list[0]) + 1)
    }

    public func isVariadic(_ signature: GoType) -> Bool {
        let record = record(signature)
        return record.kind == .signature && record.variant == 1
    }

    /// Of a struct type.
    public func fields(_ type: GoType) -> [StructField] {
        (0..<fieldCount(type)).map { field($0, of: type) }
    }

    func fieldCount(_ type: GoType) -> Int {
        let record = record(type)
        return record.kind == .structure ? Int(words[record.a]) : 0
    }

    func field(_ index: Int, of type: GoType) -> StructField {
        let list = words.pointer(record(type).a) + 1 + 3 * index
        return StructField(name: Symbol(id: list[0]), type: GoType(id: list[1]), isEmbedded: list[2] != 0)
    }

    /// Written in an interface type itself, without those of embedded interfaces.
    func explicitMethods(_ type: GoType) -> [InterfaceMethod] {
        let record = record(type)
        guard record.kind == .interface else { return [] }
        let list = words.pointer(record.a)
        return (0..<Int(list[0])).map {
            InterfaceMethod(name: Symbol(id: list[1 + 2 * $0]), signature: GoType(id: list[2 + 2 * $0]))
        }
    }

    /// Embedded interfaces and constraint terms of an interface type.
    func embedded(_ type: GoType) -> TypeList {
        let record = record(type)
        guard record.kind == .interface else { return TypeList(words.pointer(emptyList)) }
        let list = words.pointer(record.a)
        return TypeList(list + 1 + 2 * Int(list[0]))
    }

    func terms(_ union: GoType) -> [UnionTerm] {
        let record = record(union)
        guard record.kind == .union else { return [] }
        let list = words.pointer(record.a)
        return (0..<Int(list[0])).map {
            UnionTerm(type: GoType(id: list[1 + 2 * $0]), isApproximate: list[2 + 2 * $0] != 0)
        }
    }

    /// All methods of an interface, embedded ones included, in the order of their symbols.
    public func interfaceMethods(_ type: GoType) -> [InterfaceMethod] {
        let interface = underlying(type)
        guard kind(interface) == .interface else { return [] }
        return methodSet(ofInterface: interface) {
            var found: [Symbol: InterfaceMethod] = [:]
            var seen: Set<GoType> = []
            var open = [interface]
            var isComplete = true
            while let next = open.popLast() {
                guard seen.insert(next).inserted else { continue }
                for method in explicitMethods(next) where found[method.name] == nil { found[method.name] = method }
                for type in embedded(next) {
                    let base = underlying(type)
                    if base.isInvalid { isComplete = false }
                    open.append(base)
                }
            }
            return (found.values.sorted { $0.name.id < $1.name.id }, isComplete)
        }
    }

    /// The one type that all types of a constraint have as underlying type, or none (specification, "Core types").
    /// Other types have their underlying type.
    public func core(_ type: GoType) -> GoType {
        let underlying = underlying(type)
        guard kind(type) == .typeParameter || kind(underlying) == .interface, kind(underlying) == .interface else {
            return underlying
        }
        guard let terms = termSet(underlying, 0), let first = terms.first else { return underlying }
        return terms.dropFirst().allSatisfy { $0 == first } ? first : underlying
    }

    /// Underlying types of all terms of a constraint; nil where it has none.
    private func termSet(_ type: GoType, _ depth: Int) -> [GoType]? {
        guard depth < 8 else { return nil }
        switch kind(type) {
        case .interface:
            var all: [GoType]?
            for element in embedded(type) {
                guard let terms = termSet(kind(element) == .union ? element : underlying(element), depth + 1) else {
                    continue
                }
                all = all.map { $0.filter(terms.contains) } ?? terms
            }
            return all
        case .union:
            var all: [GoType] = []
            for term in terms(type) {
                let base = underlying(term.type)
                if kind(base) == .interface {
                    guard let more = termSet(base, depth + 1) else { return nil }
                    all += more
                } else {
                    all.append(base)
                }
            }
            return all
        case .invalid: return nil
        default: return [type]
        }
    }

    // MARK: Questions

    public func isInterface(_ type: GoType) -> Bool {
        kind(type) != .typeParameter && kind(underlying(type)) == .interface
    }

    public func isString(_ type: GoType) -> Bool { underlying(type).isStringBasic }
    public func isInteger(_ type: GoType) -> Bool { underlying(type).isIntegerBasic }
    public func isUnsigned(_ type: GoType) -> Bool { underlying(type).isUnsignedBasic }
    public func isFloat(_ type: GoType) -> Bool { underlying(type).isFloatBasic }
    public func isBoolean(_ type: GoType) -> Bool { underlying(type).isBooleanBasic }
    public func isPointer(_ type: GoType) -> Bool { kind(underlying(type)) == .pointer }

    /// Whether it is a slice of bytes (or of what is defined as a byte).
    public func isByteSlice(_ type: GoType) -> Bool {
        let base = underlying(type)
        return kind(base) == .slice && underlying(element(base)) == .uint8
    }
}

/// Type parameters and what takes their places.
struct Substitution {
    var parameters: [GoType]
    var arguments: [GoType]

    init(parameters: some Sequence<GoType>, arguments: some Sequence<GoType>) {
        self.parameters = Array(parameters)
        self.arguments = Array(arguments)
    }

    @inline(__always)
    func argument(_ parameter: GoType) -> GoType? {
        for index in parameters.indices where parameters[index] == parameter && index < arguments.count {
            return arguments[index].isInvalid ? nil : arguments[index]
        }
        return nil
    }
}

extension TypeTable {
    /// Instances of instances of … end here: `type T[P any] struct { next *T[T[P]] }` would go on for ever.
    static var maximumDepth: Int { 64 }

    /// `type` with arguments in the places of its parameters.
    func substitute(_ type: GoType, _ map: Substitution, depth: Int = 0) -> GoType {
        let record = record(type)
        guard record.isGeneric, !map.parameters.isEmpty, depth < Self.maximumDepth else { return type }
        func changed(_ inner: GoType) -> GoType { substitute(inner, map, depth: depth + 1) }
        switch record.kind {
        case .typeParameter: return map.argument(type) ?? type
        case .pointer: return pointer(to: changed(element(type)))
        case .slice: return slice(of: changed(element(type)))
        case .array: return array(of: changed(element(type)), length: length(type) ?? -1)
        case .channel: return channel(of: changed(element(type)), direction(type))
        case .map: return self.map(changed(key(type)), changed(element(type)))
        case .tuple: return tuple(elements(type).map(changed))
        case .signature:
            return signature(
                parameters(type).map(changed), results(type).map(changed), isVariadic: isVariadic(type))
        case .structure:
            return structure(
                fields(type).map { StructField(name: $0.name, type: changed($0.type), isEmbedded: $0.isEmbedded) })
        case .interface:
            return interface(
                explicitMethods(type).map { InterfaceMethod(name: $0.name, signature: changed($0.signature)) },
                embedded: embedded(type).map(changed), isComparable: record.variant == 1)
        case .union:
            return union(terms(type).map { UnionTerm(type: changed($0.type), isApproximate: $0.isApproximate) })
        case .named:
            let arguments = record.b == 0 ? Array(typeParameters(of: type)) : Array(typeArguments(of: type))
            return instance(of: type, arguments.map(changed))
        case .invalid, .basic: return type
        }
    }
}
