/// Scratch memory of searches; one a task.
///
/// Invariant: `visited` holds one bit for each instruction and position of the window under search and is cleared for each
/// new window; captures are those of the thread that ran last.
package struct PatternSearch: Sendable {
    /// Bytes one search may look at; longer texts are searched in windows.
    package static let windowLimit = 1 << 16

    private struct Thread: Sendable {
        /// Instruction, or the negated slot number minus one whose old value is to be put back.
        var instruction: Int32
        var position: Int32
    }

    private var visited: [UInt64] = []
    private var stack: [Thread] = []
    private var slots: [Int32] = []

    package init() {}

    /// The leftmost match that starts in `starts`, with its groups (empty where a group took no part).
    ///
    /// - Parameters:
    ///   - text: what assertions such as `^` and `\b` see; at most `windowLimit` bytes, a longer one finds nothing.
    ///   - starts: positions to try, in order.
    package mutating func firstMatch(
        of pattern: Pattern, in text: UnsafeRawBufferPointer, starts: Range<Int>
    ) -> [Range<Int>?]? {
        guard text.count <= Self.windowLimit else { return nil }
        let starts = starts.clamped(to: 0..<(text.count + 1))
        let width = text.count + 1
        let words = (pattern.program.count * width + 63) / 64
        if visited.count < words { visited = [UInt64](repeating: 0, count: words) }
        var isCleared = false
        for start in starts {
            if let first = pattern.firstBytes {
                guard start < text.count, first.contains(text[start]) else { continue }
            }
            if !isCleared {
                for index in 0..<words { visited[index] = 0 }
                isCleared = true
            }
            if run(pattern, text, from: start, width: width) {
                return (0...pattern.groupCount).map { group in
                    let low = slots[group * 2]
                    let high = slots[group * 2 + 1]
                    return low >= 0 && high >= low ? Int(low)..<Int(high) : nil
                }
            }
        }
        return nil
    }

    private mutating func run(
        _ pattern: Pattern, _ text: UnsafeRawBufferPointer, from start: Int, width: Int
    ) -> Bool {
        let slotCount = (pattern.groupCount + 1) * 2
        if slots.count < slotCount { slots = [Int32](repeating: -1, count: slotCount) }
        for index in 0..<slotCount { slots[index] = -1 }
        stack.removeAll(keepingCapacity: true)
        stack.append(Thread(instruction: 0, position: Int32(start)))
        let count = text.count
        return pattern.program.withUnsafeBufferPointer { program in
            pattern.sets.withUnsafeBufferPointer { sets in
                while let thread = stack.popLast() {
                    if thread.instruction < 0 {
                        slots[Int(-thread.instruction) - 1] = thread.position
                        continue
                    }
                    var at = Int(thread.instruction)
                    var position = Int(thread.position)
                    following: while true {
                        let bit = at * width + position
                        if visited[bit >> 6] >> UInt64(bit & 63) & 1 == 1 { break following }
                        visited[bit >> 6] |= 1 << UInt64(bit & 63)
                        let instruction = program[at]
                        switch instruction.operation {
                        case .set:
                            guard position < count, sets[Int(instruction.operand)].contains(text[position]) else {
                                break following
                            }
                            position += 1
                            at += 1
                        case .run, .lazyRun:
                            let set = sets[Int(instruction.operand)]
                            let limit = min(count - position, Int(instruction.second))
                            var length = 0
                            while length < limit, set.contains(text[position + length]) { length += 1 }
                            let minimum = Int(instruction.first)
                            guard length >= minimum else { break following }
                            at += 1
                            if instruction.operation == .run {
                                for shorter in minimum..<length {
                                    stack.append(
                                        Thread(instruction: Int32(at), position: Int32(position + shorter)))
                                }
                                position += length
                            } else {
                                for longer in stride(from: length, to: minimum, by: -1) {
                                    stack.append(
                                        Thread(instruction: Int32(at), position: Int32(position + longer)))
                                }
                                position += minimum
                            }
                        case .split:
                            stack.append(Thread(instruction: instruction.second, position: Int32(position)))
                            at = Int(instruction.first)
                        case .jump: at = Int(instruction.first)
                        case .save:
                            let slot = Int(instruction.operand)
                            stack.append(Thread(instruction: Int32(-slot - 1), position: slots[slot]))
                            slots[slot] = Int32(position)
                            at += 1
                        case .assert:
                            guard Self.holds(instruction.operand, at: position, in: text) else { break following }
                            at += 1
                        case .match: return true
                        }
                    }
                }
                return false
            }
        }
    }

    private static func holds(_ operand: Int32, at position: Int, in text: UnsafeRawBufferPointer) -> Bool {
        switch PatternTree.Assertion(rawValue: UInt8(truncatingIfNeeded: operand)) {
        case .textStart: return position == 0
        case .textEnd: return position == text.count
        case .lineStart: return position == 0 || text[position - 1] == 0x0A
        case .lineEnd: return position == text.count || text[position] == 0x0A
        case .wordBoundary: return isBoundary(position, text)
        case .notWordBoundary: return !isBoundary(position, text)
        case nil: return false
        }
    }

    private static func isBoundary(_ position: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        let before = position > 0 && ByteSet.word.contains(text[position - 1])
        let after = position < text.count && ByteSet.word.contains(text[position])
        return before != after
    }
}
