/// A .dockerignore file: which paths of a folder are kept out of the build.
///
/// Source: Docker's documentation, ".dockerignore files": patterns as Go's filepath.Match with `**`; a pattern that
/// matches a folder holds for all in it; `!` takes back; the last pattern that matches decides.
public struct IgnoreFile: Sendable {
    private struct Pattern {
        var parts: [[UInt8]]
        var isTakenBack: Bool
    }

    /// More patterns are not read.
    static let patternLimit = 10_000
    private var patterns: [Pattern] = []

    public init(_ bytes: [UInt8]) {
        var bytes = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        for line in bytes.split(separator: UInt8(ascii: "\n")) where patterns.count < Self.patternLimit {
            guard line.first != UInt8(ascii: "#") else { continue }
            var text = line.drop(while: isBlank)
            while let last = text.last, isBlank(last) { text = text.dropLast() }
            let isTakenBack = text.first == UInt8(ascii: "!")
            if isTakenBack { text = text.dropFirst().drop(while: isBlank) }
            let parts = text.split(separator: UInt8(ascii: "/")).map(Array.init).filter { $0 != Array(".".utf8) }
            guard !parts.isEmpty else { continue }
            patterns.append(Pattern(parts: parts, isTakenBack: isTakenBack))
        }
    }

    /// Whether a path, relative to the folder, is left out.
    public func ignores(_ path: String) -> Bool {
        let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
        var isIgnored = false
        for pattern in patterns where pattern.isTakenBack == isIgnored {
            // The path itself or a folder around it.
            let matches = (1...max(1, parts.count)).contains { Self.matches(parts.prefix($0), pattern.parts[...]) }
            if matches { isIgnored = !pattern.isTakenBack }
        }
        return isIgnored
    }

    private static func matches(_ path: ArraySlice<[UInt8]>, _ pattern: ArraySlice<[UInt8]>) -> Bool {
        // One row of the usual table: which prefixes of the path the pattern so far can match.
        var reached = [Bool](repeating: false, count: path.count + 1)
        reached[0] = true
        for part in pattern {
            var next = [Bool](repeating: false, count: path.count + 1)
            if part == Array("**".utf8) {
                var isOpen = false
                for index in reached.indices {
                    isOpen = isOpen || reached[index]
                    next[index] = isOpen
                }
            } else {
                for index in 0..<path.count where reached[index] {
                    let name = path[path.startIndex + index]
                    next[index + 1] = next[index + 1] || Glob.matches(name[...], part)
                }
            }
            reached = next
        }
        return reached[path.count]
    }
}
