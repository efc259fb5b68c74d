/// A type of the program: a number in its `TypeTable`. Identical types (Go specification, "Type identity") have equal
/// numbers. What is not known is `.invalid`.
public struct GoType: Hashable, Sendable, BitwiseCopyable {
    public let id: UInt32

    @inline(__always)
    init(id: UInt32) { self.id = id }

    public static let invalid = GoType(id: 0)
    public static let bool = GoType(id: 1)
    public static let int = GoType(id: 2)
    public static let int8 = GoType(id: 3)
    public static let int16 = GoType(id: 4)
    /// Also `rune`.
    public static let int32 = GoType(id: 5)
    public static let int64 = GoType(id: 6)
    public static let uint = GoType(id: 7)
    /// Also `byte`.
    public static let uint8 = GoType(id: 8)
    public static let uint16 = GoType(id: 9)
    public static let uint32 = GoType(id: 10)
    public static let uint64 = GoType(id: 11)
    public static let uintptr = GoType(id: 12)
    public static let float32 = GoType(id: 13)
    public static let float64 = GoType(id: 14)
    public static let complex64 = GoType(id: 15)
    public static let complex128 = GoType(id: 16)
    public static let string = GoType(id: 17)
    public static let unsafePointer = GoType(id: 18)
    public static let untypedBool = GoType(id: 19)
    public static let untypedInt = GoType(id: 20)
    public static let untypedRune = GoType(id: 21)
    public static let untypedFloat = GoType(id: 22)
    public static let untypedComplex = GoType(id: 23)
    public static let untypedString = GoType(id: 24)
    public static let untypedNil = GoType(id: 25)
    /// The result of a call that has none: the empty tuple.
    public static let noValue = GoType(id: 26)
    /// `any`, the empty interface.
    public static let any = GoType(id: 27)

    static let basicNames = [
        "invalid type", "bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32",
        "uint64", "uintptr", "float32", "float64", "complex64", "complex128", "string", "unsafe.Pointer",
        "untyped bool", "untyped int", "untyped rune", "untyped float", "untyped complex", "untyped string",
        "untyped nil",
    ]

    @inline(__always)
    public var isInvalid: Bool { id == 0 }

    /// Whether this is a predeclared type, or that of an untyped constant.
    public var isBasic: Bool { id >= 1 && id <= 25 }

    public var isUntyped: Bool { id >= 19 && id <= 25 }

    /// What a variable has that is initialized with an untyped constant; other types are kept.
    public var defaulted: GoType {
        switch self {
        case .untypedBool: .bool
        case .untypedInt: .int
        case .untypedRune: .int32
        case .untypedFloat: .float64
        case .untypedComplex: .complex128
        case .untypedString: .string
        default: self
        }
    }

    /// For basic types: bits of an integer on a 64-bit machine; else nil.
    public var integerBits: Int? {
        switch self {
        case .int8, .uint8: 8
        case .int16, .uint16: 16
        case .int32, .uint32: 32
        case .int, .int64, .uint, .uint64, .uintptr: 64
        default: nil
        }
    }

    public var isUnsignedBasic: Bool { id >= 7 && id <= 12 }
    public var isIntegerBasic: Bool { id >= 2 && id <= 12 || self == .untypedInt || self == .untypedRune }
    public var isFloatBasic: Bool { self == .float32 || self == .float64 || self == .untypedFloat }
    public var isComplexBasic: Bool { self == .complex64 || self == .complex128 || self == .untypedComplex }
    public var isStringBasic: Bool { self == .string || self == .untypedString }
    public var isBooleanBasic: Bool { self == .bool || self == .untypedBool }
}

/// How a type is made.
public enum TypeKind: UInt8, Sendable, BitwiseCopyable {
    case invalid, basic, named, pointer, slice, array, map, channel, signature, tuple, structure, interface
    case typeParameter
    /// Terms of a constraint: `~int | string`.
    case union
}

/// One field of a struct type.
public struct StructField: Sendable, Hashable {
    public var name: Symbol
    public var type: GoType
    public var isEmbedded: Bool
}

/// One method of an interface as it is written there.
public struct InterfaceMethod: Sendable, Hashable {
    public var name: Symbol
    public var signature: GoType
}

/// One term of a constraint.
public struct UnionTerm: Sendable, Hashable {
    public var type: GoType
    /// `~T`: every type whose underlying type is T.
    public var isApproximate: Bool
}

/// The types of a tuple, parameter list or argument list.
public struct TypeList: RandomAccessCollection, Sendable, Hashable {
    private let base: UnsafeWords
    public let count: Int

    init(_ words: UnsafePointer<UInt32>) {
        count = Int(words[0])
        base = UnsafeWords(pointer: words + 1)
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { count }

    public subscript(index: Int) -> GoType {
        precondition(index >= 0 && index < count, "index outside of type list")
        return GoType(id: base.pointer[index])
    }
}

/// Words of a `TypeTable`, which outlives every list that is made of it and never moves them.
struct UnsafeWords: @unchecked Sendable, Hashable {
    let pointer: UnsafePointer<UInt32>
}
