/// A pattern of paths or package names: `*` and `?` stay within a part, `**` crosses `/`, a final `/` means all below.
/// A pattern without `/` matches the last part of a path or the whole text; a leading `/` is passed over.
public struct Glob: Sendable, Hashable, CustomStringConvertible {
    public let description: String
    private let pattern: [Token]
    private let matchesLastPart: Bool

    private enum Token: Hashable {
        case byte(UInt8)
        case anyByte
        case anyInPart
        case any
    }

    public init(_ text: String) {
        description = text
        var bytes = Array(text.utf8)[...]
        while bytes.starts(with: Array("./".utf8)) { bytes = bytes.dropFirst(2) }
        if bytes.first == UInt8(ascii: "/") { bytes = bytes.dropFirst() }
        matchesLastPart = !bytes.contains(UInt8(ascii: "/"))
        var pattern: [Token] = []
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "*"):
                guard bytes.first == UInt8(ascii: "*") else {
                    pattern.append(.anyInPart)
                    continue
                }
                while bytes.first == UInt8(ascii: "*") { bytes = bytes.dropFirst() }
                pattern.append(.any)
                // `**/x` also matches `x` itself.
                let isAtPartStart = pattern.count == 1 || pattern[pattern.count - 2] == .byte(UInt8(ascii: "/"))
                if isAtPartStart, bytes.first == UInt8(ascii: "/") { bytes = bytes.dropFirst() }
            case UInt8(ascii: "?"): pattern.append(.anyByte)
            default: pattern.append(.byte(byte))
            }
        }
        if pattern.last == .byte(UInt8(ascii: "/")) { pattern.append(.any) }
        self.pattern = pattern
    }

    public func matches(_ text: String) -> Bool {
        if matches(Array(text.utf8)[...]) { return true }
        guard matchesLastPart, let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
        return matches(Array(text.utf8[text.utf8.index(after: slash)...])[...])
    }

    /// All positions of the pattern that the text so far can have led to; time is length times pattern, never more.
    private func matches(_ text: ArraySlice<UInt8>) -> Bool {
        var states = [Bool](repeating: false, count: pattern.count + 1)
        states[0] = true
        skipStars(&states)
        for byte in text {
            var next = [Bool](repeating: false, count: pattern.count + 1)
            for (index, token) in pattern.enumerated() where states[index] {
                switch token {
                case .byte(let wanted): if wanted == byte { next[index + 1] = true }
                case .anyByte: if byte != UInt8(ascii: "/") { next[index + 1] = true }
                case .anyInPart: if byte != UInt8(ascii: "/") { next[index] = true }
                case .any: next[index] = true
                }
            }
            skipStars(&next)
            states = next
        }
        return states[pattern.count]
    }

    private func skipStars(_ states: inout [Bool]) {
        for (index, token) in pattern.enumerated() where states[index] && (token == .any || token == .anyInPart) {
            states[index + 1] = true
        }
    }
}
