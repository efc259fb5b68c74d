/// Prints the difference of two texts in the unified format that `patch` and reviewers read.
///
/// Source of the format: POSIX.1-2024, `diff -u`, and the GNU diffutils manual, "Detailed Description of Unified Format".
public struct UnifiedDiff: Sendable {
    /// Unchanged lines shown around a change.
    public var context: Int

    public init(context: Int = 3) { self.context = max(0, context) }

    /// The diff of two texts, empty where they are equal. `oldName` and `newName` stand in the head as they are.
    public func text(from old: [UInt8], to new: [UInt8], oldName: String, newName: String) -> String {
        if old == new { return "" }
        let before = Self.lines(old)
        let after = Self.lines(new)
        let steps = Self.steps(before, after)
        var result = "--- \(oldName)\n+++ \(newName)\n"
        var shown = 0
        var linesBefore = (old: 0, new: 0)
        for hunk in hunks(steps) {
            for step in steps[shown..<hunk.startIndex] { Self.count(step, &linesBefore) }
            result += Self.print(hunk, before, after, linesBefore)
            for step in hunk { Self.count(step, &linesBefore) }
            shown = hunk.endIndex
        }
        return result
    }

    enum Step: Equatable {
        case keep(old: Int, new: Int)
        case remove(old: Int)
        case insert(new: Int)
    }

    /// Lines with their ends.
    static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var start = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            result.append(bytes[start...index])
            start = index + 1
        }
        if start < bytes.count { result.append(bytes[start...]) }
        return result
    }

    /// Past this many cells the middle is shown as one block rather than searched for the shortest script.
    static let cellLimit = 4_000_000

    static func steps(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Step] {
        var head = 0
        while head < old.count, head < new.count, old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < old.count - head, tail < new.count - head,
            old[old.count - 1 - tail] == new[new.count - 1 - tail]
        { tail += 1 }

        var steps: [Step] = (0..<head).map { .keep(old: $0, new: $0) }
        let rows = old.count - head - tail
        let columns = new.count - head - tail
        if rows == 0 || columns == 0 || rows > cellLimit / columns {
            steps += (0..<rows).map { .remove(old: head + $0) }
            steps += (0..<columns).map { .insert(new: head + $0) }
        } else {
            // Longest common subsequence, lengths of suffixes.
            let width = columns + 1
            var lengths = [Int32](repeating: 0, count: (rows + 1) * width)
            for row in stride(from: rows - 1, through: 0, by: -1) {
                for column in stride(from: columns - 1, through: 0, by: -1) {
                    lengths[row * width + column] =
                        old[head + row] == new[head + column]
                        ? lengths[(row + 1) * width + column + 1] + 1
                        : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
                }
            }
            var row = 0
            var column = 0
            while row < rows || column < columns {
                if row < rows, column < columns, old[head + row] == new[head + column] {
                    steps.append(.keep(old: head + row, new: head + column))
                    row += 1
                    column += 1
                } else if row < rows,
                    column == columns || lengths[(row + 1) * width + column] >= lengths[row * width + column + 1]
                {
                    steps.append(.remove(old: head + row))
                    row += 1
                } else {
                    steps.append(.insert(new: head + column))
                    column += 1
                }
            }
        }
        steps += (0..<tail).map { .keep(old: old.count - tail + $0, new: new.count - tail + $0) }
        return steps
    }

    /// Runs of changes with their context; runs whose contexts touch are one.
    private func hunks(_ steps: [Step]) -> [ArraySlice<Step>] {
        var result: [ArraySlice<Step>] = []
        var start: Int?
        var lastChange = 0
        for (index, step) in steps.enumerated() {
            if case .keep = step { continue }
            if let open = start, index - lastChange > 2 * context {
                result.append(steps[open..<min(steps.count, lastChange + context + 1)])
                start = nil
            }
            if start == nil { start = max(0, index - context) }
            lastChange = index
        }
        if let open = start { result.append(steps[open..<min(steps.count, lastChange + context + 1)]) }
        return result
    }

    private static func count(_ step: Step, _ lines: inout (old: Int, new: Int)) {
        switch step {
        case .keep:
            lines.old += 1
            lines.new += 1
        case .remove: lines.old += 1
        case .insert: lines.new += 1
        }
    }

    private static func print(
        _ hunk: ArraySlice<Step>, _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>], _ before: (old: Int, new: Int)
    ) -> String {
        var counted = (old: 0, new: 0)
        var body = ""
        func add(_ mark: Character, _ line: ArraySlice<UInt8>) {
            body.append(mark)
            body += String(decoding: line, as: UTF8.self)
            if line.last != UInt8(ascii: "\n") { body += "\n\\ No newline at end of file\n" }
        }
        for step in hunk {
            count(step, &counted)
            switch step {
            case .keep(let line, _): add(" ", old[line])
            case .remove(let line): add("-", old[line])
            case .insert(let line): add("+", new[line])
            }
        }
        return "@@ -\(side(before.old, counted.old)) +\(side(before.new, counted.new)) @@\n" + body
    }

    /// An empty side names the line before it.
    private static func side(_ before: Int, _ count: Int) -> String {
        let first = count == 0 ? before : before + 1
        return count == 1 ? "\(first)" : "\(first),\(count)"
    }
}
