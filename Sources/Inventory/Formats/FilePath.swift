import Artifacts

/// Cheap tests on the path of an entry: `interest(in:)` runs for every entry of images with millions of them, so a path
/// is looked at as bytes, without a copy, and mostly rejected by its length or its last byte.
struct FilePath {
    let bytes: Bytes

    /// Is the path `text`, or does it end with `/` and `text`?
    @inline(__always)
    func isAtRootOrBelow(_ text: StaticString) -> Bool {
        guard bytes.hasSuffix(text) else { return false }
        let extra = bytes.count - text.utf8CodeUnitCount
        return extra == 0 || bytes[extra - 1] == 0x2F
    }

    /// The last part.
    var name: Bytes {
        guard let slash = bytes.lastIndex(of: 0x2F) else { return bytes }
        return bytes.dropFirst(slash + 1)
    }

    /// The folder, without the slash before the last part.
    var folder: Bytes {
        guard let slash = bytes.lastIndex(of: 0x2F) else { return bytes.slice(0, 0) }
        return bytes.slice(0, slash)
    }
}

extension Entry {
    @inline(__always)
    func withPath<Result>(_ body: (FilePath) -> Result) -> Result {
        let fast = path.utf8.withContiguousStorageIfAvailable {
            body(FilePath(bytes: Bytes(UnsafeRawBufferPointer($0))))
        }
        return fast ?? path.withBytes { body(FilePath(bytes: $0)) }
    }

    var isFile: Bool { kind == .file }
}
