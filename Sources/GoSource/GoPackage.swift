/// One Go package of a program: under analysis, or needed by one that is.
///
/// What is declared in it is written by one task while the package is declared, before any task that imports it begins,
/// and only read from then on.
public final class GoPackage: @unchecked Sendable {
    /// Where a package comes from.
    public enum Origin: Sendable, Hashable {
        /// It is what the analysis is about.
        case target
        /// Vendored, from the module cache, GOPATH or GOROOT: only its declarations were read.
        case dependency
        /// From the bundled index of the standard library.
        case bundled
        /// Not found: its members are made up as they are asked for.
        case unknown
    }

    /// Tests are packages of their own, though those inside of the package see all of it.
    public enum Role: Sendable, Hashable {
        case ordinary
        /// `_test.go` files of the package itself.
        case internalTest
        /// `_test.go` files of package `x_test`.
        case externalTest
    }

    /// As it is imported: `net/http`.
    public let path: String
    /// As its files say: `http`.
    public let name: String
    /// Relative to the target, or absolute for dependencies; empty for bundled and unknown ones.
    public let folder: String
    public let origin: Origin
    public let role: Role
    /// Paths of its files that take part in the build, as in `GoFile.path`.
    public let filePaths: [String]
    /// The module it is part of, where that is known.
    public let module: GoModule?
    /// Its number in `GoProgram.allPackages`.
    public let index: Int
    /// For internal tests the package that they are in.
    public internal(set) var base: GoPackage?
    /// Import path to package, for what its files import.
    public internal(set) var imports: [String: GoPackage] = [:]

    /// The files without bodies, until they have been declared.
    var skeletons: [GoFile] = []
    /// Package-level names to objects.
    var scope = WordMap()
    var constants: [ConstantValue] = []
    /// Objects in a row: package-level ones and methods.
    var firstObject: UInt32 = 0
    var objectCount: UInt32 = 0
    /// Methods that test files add to types of their package: type and name to object.
    var addedMethods = WordMap()
    /// Defined types at package level, without aliases.
    var definedTypes: [GoType] = []
    var isDeclared = false

    init(
        path: String, name: String, folder: String, origin: Origin, role: Role, filePaths: [String],
        module: GoModule?, index: Int
    ) {
        self.path = path
        self.name = name
        self.folder = folder
        self.origin = origin
        self.role = role
        self.filePaths = filePaths
        self.module = module
        self.index = index
    }

    @inline(__always)
    func object(_ name: Symbol) -> ObjectID? {
        if let found = scope[UInt64(name.id)] { return ObjectID(id: found) }
        return base?.object(name)
    }

    /// All package-level objects and methods, in order of declaration.
    public var objects: some RandomAccessCollection<ObjectID> {
        (0..<objectCount).lazy.map { [firstObject] in ObjectID(id: firstObject + $0) }
    }

    /// The name a package most likely has, from its path: `gopkg.in/yaml.v3` is yaml, `x/go-redis/v9` is redis.
    static func likelyName(_ path: String) -> String {
        var parts = path.split(separator: "/")
        if parts.count > 1, let last = parts.last, isVersion(last) { parts.removeLast() }
        guard var name = parts.last else { return path }
        if let dot = name.lastIndex(of: "."), isVersion(name[name.index(after: dot)...]) { name = name[..<dot] }
        for prefix in ["go-", "go."] where name.hasPrefix(prefix) && name.utf8.count > 3 { name = name.dropFirst(3) }
        for suffix in ["-go", ".go"] where name.hasSuffix(suffix) && name.utf8.count > 3 { name = name.dropLast(3) }
        if let cut = name.lastIndex(where: { $0 == "-" || $0 == "." }) { name = name[name.index(after: cut)...] }
        return String(name)
    }

    private static func isVersion(_ part: Substring) -> Bool {
        part.utf8.count > 1 && part.first == "v" && part.dropFirst().utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
}
