import Synchronization

/// Something that has a name: a number in the program, or, for what is declared inside functions and for imports, in the
/// `PackageInfo` at hand. 0 is no object.
public struct ObjectID: Hashable, Sendable, BitwiseCopyable {
    public let id: UInt32

    @inline(__always)
    init(id: UInt32) { self.id = id }

    public static let none = ObjectID(id: 0)

    private static var localBit: UInt32 { 1 << 31 }

    static func local(_ index: Int) -> ObjectID { ObjectID(id: UInt32(truncatingIfNeeded: index) | localBit) }

    @inline(__always)
    public var isNone: Bool { id == 0 }

    /// Declared inside a function, or an import; known to its package only.
    @inline(__always)
    public var isLocal: Bool { id & Self.localBit != 0 }

    @inline(__always)
    var localIndex: Int { Int(id & ~Self.localBit) }
}

/// What kind of thing a name stands for.
public enum ObjectKind: UInt8, Sendable, BitwiseCopyable {
    case none
    case constant, typeName, variable, function
    /// A method with a body, of a defined type.
    case method
    /// A method that an interface asks for.
    case interfaceMethod
    case field
    case packageName
    /// `len`, `append`, …
    case builtin
    case `nil`
    /// A member of a package or type whose source is not there. Its name is known, its nature is not.
    case unknown
}

/// `len`, `append`, and the others (Go specification, "Built-in functions"; package unsafe).
public enum Builtin: UInt8, Sendable, CaseIterable {
    case append, cap, clear, close, complex, copy, delete, imag, len, make, max, min, new, panic, print, println, real
    case recover
    case alignof, offsetof, sizeof, string, stringData, slice, sliceData, add

    /// As in the universe block; those of package unsafe begin with a capital there.
    static let universe: [Builtin] = [
        .append, .cap, .clear, .close, .complex, .copy, .delete, .imag, .len, .make, .max, .min, .new, .panic, .print,
        .println, .real, .recover,
    ]
    static let unsafe: [(name: String, builtin: Builtin)] = [
        ("Alignof", .alignof), ("Offsetof", .offsetof), ("Sizeof", .sizeof), ("String", .string),
        ("StringData", .stringData), ("Slice", .slice), ("SliceData", .sliceData), ("Add", .add),
    ]
}

/// A package-level object, method, field, or predeclared name.
struct ObjectRecord: BitwiseCopyable {
    var kind: ObjectKind
    /// `ObjectFlag`s.
    var flags: UInt8 = 0
    /// Builtin: its raw value. Field: its index.
    var detail: UInt16 = 0
    var name: Symbol
    /// 0 in the universe.
    var package: UInt32
    var type: GoType = .invalid
    /// Methods and fields: the defined type, or the literal type, that they belong to.
    var owner: GoType = .invalid
    /// Constants: 1 + the index of the value in the package. Functions: words of type parameters.
    var extra: UInt32 = 0
    /// Where it is declared: file of the package and byte.
    var file: UInt32 = .max
    var offset: UInt32 = 0
}

enum ObjectFlag {
    /// typeName: `type A = B`.
    static let alias: UInt8 = 1
    /// method: `func (x *T)`.
    static let pointerReceiver: UInt8 = 2
    /// function: `main` or `init`.
    static let entry: UInt8 = 4
    /// field: embedded.
    static let embedded: UInt8 = 8
    /// function, method: declared in a test file.
    static let test: UInt8 = 16
}

/// All objects of a program that are not local. Shared by all tasks.
final class ObjectTable: Sendable {
    let records = AppendArena<ObjectRecord>()
    private let members = Mutex(WordMap())

    init() { records.append(ObjectRecord(kind: .none, name: .empty, package: 0)) }

    @inline(__always)
    subscript(object: ObjectID) -> ObjectRecord { records[object.id] }

    func add(_ record: ObjectRecord) -> ObjectID { members.withLock { _ in ObjectID(id: records.append(record)) } }

    /// Appends objects in a row; gives the first.
    func add(_ list: [ObjectRecord]) -> UInt32 {
        members.withLock { _ in
            let first = UInt32(truncatingIfNeeded: records.count)
            for record in list { records.append(record) }
            return first
        }
    }

    /// The member `name` of what `owner` numbers (types and packages), made at first use.
    func member(_ space: MemberSpace, _ owner: UInt32, _ name: Symbol, _ make: () -> ObjectRecord) -> ObjectID {
        // Numbers of types, packages and names are far below 2^31.
        let key = space.rawValue << 62 | UInt64(owner & 0x7FFF_FFFF) << 31 | UInt64(name.id & 0x7FFF_FFFF)
        return members.withLock { members in
            if let known = members[key] { return ObjectID(id: known) }
            let made = records.append(make())
            members.set(key, made)
            return ObjectID(id: made)
        }
    }

    func locked<Result>(_ body: () -> Result) -> Result { members.withLock { _ in body() } }

    /// Whose members are made as they are asked for.
    enum MemberSpace: UInt64 {
        case ofType = 1
        case ofPackage = 2
        case ofUnknownType = 3
        case ofUnknownResult = 0
    }
}
