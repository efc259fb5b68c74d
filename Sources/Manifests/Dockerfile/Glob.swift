/// Shell patterns with `*`, `?` and `\`, in linear memory and at most quadratic time.
///
/// Source: POSIX.1-2024 XCU 2.14, "Pattern Matching Notation".
enum Glob {
    /// Whether the whole of `text` matches.
    static func matches(_ text: ArraySlice<UInt8>, _ pattern: [UInt8]) -> Bool {
        var position = text.startIndex
        var index = 0
        var star: (pattern: Int, text: Int)?
        while position < text.endIndex {
            if index < pattern.count, pattern[index] == UInt8(ascii: "*") {
                star = (index, position)
                index += 1
            } else if index < pattern.count, pattern[index] == UInt8(ascii: "\\"), index + 1 < pattern.count,
                pattern[index + 1] == text[position]
            {
                index += 2
                position += 1
            } else if index < pattern.count, pattern[index] == UInt8(ascii: "?") || pattern[index] == text[position] {
                index += 1
                position += 1
            } else if let last = star {
                index = last.pattern + 1
                position = last.text + 1
                star = (last.pattern, position)
            } else {
                return false
            }
        }
        while index < pattern.count, pattern[index] == UInt8(ascii: "*") { index += 1 }
        return index == pattern.count
    }

    /// A longer value is not searched: the work is cubic in the worst case. Bytes.
    static let lengthLimit = 256

    /// `${v#p}`, `${v##p}`, `${v%p}`, `${v%%p}`; nil where the value is too long to tell.
    static func trim(_ value: [UInt8], _ pattern: [UInt8], fromEnd: Bool, longest: Bool) -> [UInt8]? {
        guard value.count <= lengthLimit, pattern.count <= lengthLimit else { return nil }
        let lengths = longest ? Array((0...value.count).reversed()) : Array(0...value.count)
        for length in lengths {
            if fromEnd {
                if matches(value[(value.count - length)...], pattern) { return Array(value[..<(value.count - length)]) }
            } else if matches(value[..<length], pattern) {
                return Array(value[length...])
            }
        }
        return value
    }

    /// `${v/p/r}` and `${v//p/r}`.
    static func replace(_ value: [UInt8], _ pattern: [UInt8], with new: [UInt8], all: Bool) -> [UInt8]? {
        guard value.count <= lengthLimit, pattern.count <= lengthLimit else { return nil }
        guard !pattern.isEmpty else { return value }
        var result: [UInt8] = []
        var index = 0
        while index < value.count {
            let end = (index + 1...value.count).reversed().first { matches(value[index..<$0], pattern) }
            guard let end else {
                result.append(value[index])
                index += 1
                continue
            }
            result += new
            index = end
            if !all { break }
        }
        return result + value[index...]
    }
}
