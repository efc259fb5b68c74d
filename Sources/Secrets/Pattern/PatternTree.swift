/// A regular expression as a tree; what the parser makes and the compiler reads.
indirect enum PatternTree: Sendable, Hashable {
    case empty
    case set(ByteSet)
    case sequence([PatternTree])
    case choice([PatternTree])
    /// `maximum` nil: without end.
    case `repeat`(PatternTree, minimum: Int, maximum: Int?, isGreedy: Bool)
    /// Capturing where `number` is there; group 0 is the whole match.
    case group(PatternTree, number: Int?)
    case assertion(Assertion)

    enum Assertion: UInt8, Sendable, Hashable {
        case textStart, textEnd, lineStart, lineEnd, wordBoundary, notWordBoundary
    }
}

/// Why a pattern cannot be used.
package struct PatternError: Error, Sendable, Hashable, CustomStringConvertible {
    package var problem: String
    /// Byte of the pattern.
    package var offset: Int
    package var pattern: String

    package var description: String { "pattern “\(pattern)”: \(problem) at byte \(offset)" }
}
