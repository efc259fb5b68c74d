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

extension PatternTree {
    /// Most bytes a match can take; nil where there is no end to it.
    var longest: Int? {
        switch self {
        case .empty, .assertion: return 0
        case .set: return 1
        case .group(let inner, _): return inner.longest
        case .sequence(let parts):
            var sum = 0
            for part in parts {
                guard let length = part.longest else { return nil }
                sum += length
            }
            return sum
        case .choice(let branches):
            var most = 0
            for branch in branches {
                guard let length = branch.longest else { return nil }
                most = max(most, length)
            }
            return most
        case .repeat(let inner, _, let maximum, _):
            guard let maximum, let length = inner.longest else { return nil }
            let (product, overflow) = maximum.multipliedReportingOverflow(by: length)
            return overflow ? nil : product
        }
    }

    /// Bytes of the last set that is not optional, with those of optional ones behind it.
    var lastBytes: ByteSet? {
        let (set, mayBeEmpty) = last
        return mayBeEmpty ? nil : set
    }

    private var last: (ByteSet, mayBeEmpty: Bool) {
        switch self {
        case .empty, .assertion: return (ByteSet(), true)
        case .set(let set): return (set, false)
        case .group(let inner, _): return inner.last
        case .repeat(let inner, let minimum, _, _):
            let (set, mayBeEmpty) = inner.last
            return (set, mayBeEmpty || minimum == 0)
        case .choice(let branches):
            return branches.map(\.last).reduce((ByteSet(), false)) { ($0.0.union($1.0), $0.1 || $1.1) }
        case .sequence(let parts):
            var all = ByteSet()
            for part in parts.reversed() {
                let (set, mayBeEmpty) = part.last
                all.formUnion(set)
                if !mayBeEmpty { return (all, false) }
            }
            return (all, true)
        }
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
