/// What the linker took into a program, kept as hashes: enough to ask whether the functions an advisory names are part of
/// it, at four bytes a function.
///
/// The linker leaves out what nothing can reach, so a function that is absent cannot run. One that is present may.
public struct GoLinkage: Sendable, Hashable {
    /// Hashes of import paths, as the linker writes them.
    private var packages: Set<UInt64> = []
    /// Hashes of the linker's names, in the order of the table.
    private var functions: [UInt32] = []
    /// Whether names of functions that were inlined everywhere are among them (Go 1.16 and later); where they are not,
    /// absence proves nothing.
    public private(set) var namesInlined: Bool

    /// Reads the function table of a program; nil where it has none.
    public init?(content: UnsafeRawBufferPointer) {
        guard let table = GoFunctionTable(content: content) else { return nil }
        self.init(table)
    }

    public init(_ table: GoFunctionTable) {
        namesInlined = table.layout != .go1_2
        functions.reserveCapacity(table.count)
        // Names of one package lie side by side, so most need no hash of their path.
        var lastPath = UnsafeRawBufferPointer(start: nil, count: 0)
        table.forEachLinkedName { name in
            guard let end = GoSymbol.packageEnd(name) else { return true }
            let path = UnsafeRawBufferPointer(rebasing: name[..<end])
            if !path.isEqual(to: lastPath) {
                packages.insert(NameHash.of(path))
                lastPath = path
            }
            if name.position(of: UInt8(ascii: "["), from: end, before: name.count) != nil {
                // Of generic functions the type arguments are left out.
                functions.append(Self.hash(GoSymbol(name)))
            } else {
                functions.append(UInt32(truncatingIfNeeded: NameHash.of(name)))
            }
            return true
        }
    }

    public var functionCount: Int { functions.count }

    /// Whether any function of the package at this import path is linked in.
    public func links(package path: String) -> Bool {
        packages.contains(NameHash.of(Self.escaped(path)))
    }

    /// Those of `symbols` that are linked in. A function of 4 billion may be taken for another.
    public func linked(among symbols: [GoSymbol]) -> Set<GoSymbol> {
        var wanted: [UInt32: [GoSymbol]] = [:]
        for symbol in symbols where links(package: symbol.package) {
            for hash in Self.hashes(symbol) { wanted[hash, default: []].append(symbol) }
        }
        guard !wanted.isEmpty else { return [] }
        var found = Set<GoSymbol>()
        for hash in functions {
            if let symbols = wanted[hash] { found.formUnion(symbols) }
        }
        return found
    }

    /// The linker's names a function or method can have: with a value or a pointer as receiver.
    private static func hashes(_ symbol: GoSymbol) -> [UInt32] {
        var hashes = [hash(symbol)]
        if let dot = symbol.function.firstIndex(of: ".") {
            let type = symbol.function[..<dot]
            let method = symbol.function[symbol.function.index(after: dot)...]
            hashes.append(hash(GoSymbol(package: symbol.package, function: "(*\(type)).\(method)")))
        }
        return hashes
    }

    private static func hash(_ symbol: GoSymbol) -> UInt32 {
        UInt32(truncatingIfNeeded: NameHash.of("\(escaped(symbol.package)).\(symbol.function)"))
    }

    /// Import path in the notation of symbols: dots behind the last slash, `%`, `"` and all that is no printable ASCII
    /// as `%2e` (`objabi.PathToPrefix`).
    private static func escaped(_ path: String) -> String {
        let bytes = Array(path.utf8)
        let lastPart = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        var escaped: [UInt8] = []
        let digits = Array("0123456789abcdef".utf8)
        for (index, byte) in bytes.enumerated() {
            let isPlain =
                byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "%") && byte != UInt8(ascii: "\"")
                && !(byte == UInt8(ascii: ".") && index >= lastPart)
            if isPlain {
                escaped.append(byte)
            } else {
                escaped += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}

/// A hash of names that is the same in every run, eight bytes a step: a large program has 10 MB of names.
enum NameHash {
    static func of(_ name: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(name.count)
        var index = 0
        while index + 8 <= name.count {
            hash = mix(hash, UInt64(littleEndian: name.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
            index += 8
        }
        var rest: UInt64 = 0
        var shift: UInt64 = 0
        while index < name.count {
            rest |= UInt64(name[index]) << shift
            shift += 8
            index += 1
        }
        return mix(mix(hash, rest), 0)
    }

    static func of(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { of(UnsafeRawBufferPointer($0)) }
    }

    @inline(__always)
    private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return product.high ^ product.low
    }
}
