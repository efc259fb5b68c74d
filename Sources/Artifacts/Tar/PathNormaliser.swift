/// Makes paths of archives relative to the root: no leading `/`, no empty, `.` or `..` parts, no trailing `/`.
///
/// Invariant: what `normalise` gives lies in `scratch` or in its argument, until the next call.
struct PathNormaliser: ~Copyable {
    private let scratch: UnsafeMutableRawBufferPointer

    /// - Parameter limit: bytes of the longest path.
    init(limit: Int) { scratch = .allocate(byteCount: max(1, limit), alignment: 16) }

    deinit { scratch.deallocate() }

    struct Result {
        var bytes: UnsafeRawBufferPointer
        /// `..` led above the root; as in a container, it stayed at the root.
        var leftRoot: Bool
    }

    /// - Returns: nil where the path is longer than the limit.
    func normalise(_ raw: UnsafeRawBufferPointer) -> Result? {
        guard raw.count <= scratch.count else { return nil }
        var start = 0
        var end = raw.count
        // The usual decorations: "./usr/bin/", "/usr/bin".
        while start < end {
            if raw[start] == 0x2F {
                start += 1
            } else if raw[start] == 0x2E, start + 1 == end || raw[start + 1] == 0x2F {
                start += 1
            } else {
                break
            }
        }
        while end > start, raw[end - 1] == 0x2F { end -= 1 }
        let trimmed = UnsafeRawBufferPointer(rebasing: raw[start..<end])
        if Self.isNormal(trimmed) { return Result(bytes: trimmed, leftRoot: false) }
        return rewrite(trimmed)
    }

    private static func isNormal(_ path: UnsafeRawBufferPointer) -> Bool {
        guard path.first != 0x2E || !isDots(path, at: 0) else { return false }
        var index = 0
        while index + 1 < path.count {
            if path[index] == 0x2F {
                let next = path[index + 1]
                if next == 0x2F { return false }
                if next == 0x2E, isDots(path, at: index + 1) { return false }
            }
            index += 1
        }
        return true
    }

    /// A part `.` or `..` starts at `start`, where there is a dot.
    private static func isDots(_ path: UnsafeRawBufferPointer, at start: Int) -> Bool {
        var index = start + 1
        if index < path.count, path[index] == 0x2E { index += 1 }
        return index == path.count || path[index] == 0x2F
    }

    private func rewrite(_ path: UnsafeRawBufferPointer) -> Result {
        var count = 0
        var leftRoot = false
        var start = 0
        while start <= path.count {
            var end = start
            while end < path.count, path[end] != 0x2F { end += 1 }
            let part = path[start..<end]
            start = end + 1
            if part.isEmpty || part.elementsEqual([0x2E]) { continue }
            if part.elementsEqual([0x2E, 0x2E]) {
                if count == 0 { leftRoot = true }
                while count > 0, scratch[count - 1] != 0x2F { count -= 1 }
                if count > 0 { count -= 1 }
                continue
            }
            if count > 0 {
                scratch[count] = 0x2F
                count += 1
            }
            UnsafeMutableRawBufferPointer(rebasing: scratch[count..<count + part.count])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
            count += part.count
        }
        return Result(bytes: UnsafeRawBufferPointer(rebasing: scratch[..<count]), leftRoot: leftRoot)
    }
}
