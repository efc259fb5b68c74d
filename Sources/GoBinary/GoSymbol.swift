/// A function name of the linker, taken apart: `net/http.(*Server).Serve.func1` is function `Server.Serve` of `net/http`.
public struct GoSymbol: Sendable, Hashable {
    /// Import path; empty for the linker's own symbols.
    public var package: String
    /// `Serve` or, for methods, `Server.Serve`: the notation of the Go vulnerability database, without pointer star,
    /// type arguments and the marks of closures and wrappers.
    public var function: String

    public init(package: String, function: String) {
        self.package = package
        self.function = function
    }

    public init(_ name: String) {
        var name = name
        self = name.withUTF8 { GoSymbol(UnsafeRawBufferPointer($0)) }
    }

    /// Parses a name in place.
    public init(_ name: UnsafeRawBufferPointer) {
        guard let end = Self.packageEnd(name) else {
            self.init(package: "", function: String(decoding: name, as: UTF8.self))
            return
        }
        self.init(package: Self.unescaped(name[..<end]), function: Self.function(name[(end + 1)...]))
    }

    /// The offset of the dot behind the import path: the first one behind the last slash that belongs to the path.
    static func packageEnd(_ name: UnsafeRawBufferPointer) -> Int? {
        var lastSlash = -1
        var index = 0
        scan: while index < name.count {
            switch name[index] {
            case UInt8(ascii: "/"): lastSlash = index
            // Type arguments and receivers may hold paths of their own; `type:` and `go:` are the linker's.
            case UInt8(ascii: "["), UInt8(ascii: "("): break scan
            case UInt8(ascii: ":") where lastSlash < 0: return nil
            default: break
            }
            index += 1
        }
        return name[(lastSlash + 1)...].firstIndex(of: UInt8(ascii: "."))
    }

    /// The linker writes dots in the last part of a path, and odd characters, as `%2e`.
    static func unescaped(_ path: Slice<UnsafeRawBufferPointer>) -> String {
        guard path.contains(UInt8(ascii: "%")) else { return String(decoding: path, as: UTF8.self) }
        var bytes: [UInt8] = []
        var index = path.startIndex
        while index < path.endIndex {
            if path[index] == UInt8(ascii: "%"), path.endIndex - index >= 3,
                let value = UInt8(String(decoding: path[(index + 1)..<(index + 3)], as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                index += 3
            } else {
                bytes.append(path[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func function(_ text: Slice<UnsafeRawBufferPointer>) -> String {
        // Without type arguments, which nest.
        var plain: [UInt8] = []
        var depth = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"): depth = max(0, depth - 1)
            case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"): break
            default: if depth == 0 { plain.append(byte) }
            }
        }
        if let dash = plain.lastIndex(of: UInt8(ascii: "-")), plain[(dash + 1)...].elementsEqual("fm".utf8) {
            plain.removeSubrange(dash...)
        }
        var parts = plain.split(separator: UInt8(ascii: ".")).map { String(decoding: $0, as: UTF8.self) }
        while parts.count > 1, let last = parts.last, isClosureMark(last) { parts.removeLast() }
        return parts.joined(separator: ".")
    }

    /// `func1`, `1`, `gowrap2`, `deferwrap1`: what the compiler appends for code inside a function.
    private static func isClosureMark(_ part: String) -> Bool {
        let word = part.utf8.prefix { !$0.isDigit }
        let rest = part.utf8.dropFirst(word.count)
        guard !rest.isEmpty, rest.allSatisfy(\.isDigit) else { return false }
        return ["", "func", "gowrap", "deferwrap"].contains(String(Substring(word)))
    }
}
