/// Prints the difference of two texts in the unified format that `patch` and reviewers read.
///
/// Source of the format: POSIX.1-2024, `diff -u`, and the GNU diffutils manual, "Detailed Description of Unified Format".
public struct UnifiedDiff: Sendable {
    /// Unchanged lines shown around a change.
    public var context: Int

    public init(context: Int = 3) { self.context = max(0, context) }

    /// The diff of two texts, empty where they are equal. `oldName` and `newName` stand in the head as they are.
    /// Lines stand in it byte for byte, whatever their encoding.
    public func bytes(from old: [UInt8], to new: [UInt8], oldName: String, newName: String) -> [UInt8] {
        if old == new { return [] }
        let before = Self.lines(old)
        let after = Self.lines(new)
        let steps = DiffScript.steps(before, after)
        var result = Array("--- \(oldName)\n+++ \(newName)\n".utf8)
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

    /// Runs of changes with their context; runs whose contexts touch are one.
    private func hunks(_ steps: [DiffScript.Step]) -> [ArraySlice<DiffScript.Step>] {
        var result: [ArraySlice<DiffScript.Step>] = []
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

    private static func count(_ step: DiffScript.Step, _ lines: inout (old: Int, new: Int)) {
        switch step {
        case .keep:
            lines.old += 1
            lines.new += 1
        case .remove: lines.old += 1
        case .insert: lines.new += 1
        }
    }

    private static func print(
        _ hunk: ArraySlice<DiffScript.Step>, _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>],
        _ before: (old: Int, new: Int)
    ) -> [UInt8] {
        var counted = (old: 0, new: 0)
        var body: [UInt8] = []
        func add(_ mark: Unicode.Scalar, _ line: ArraySlice<UInt8>) {
            body.append(UInt8(ascii: mark))
            body += line
            if line.last != UInt8(ascii: "\n") { body += "\n\\ No newline at end of file\n".utf8 }
        }
        for step in hunk {
            count(step, &counted)
            switch step {
            case .keep(let line, _): add(" ", old[line])
            case .remove(let line): add("-", old[line])
            case .insert(let line): add("+", new[line])
            }
        }
        return Array("@@ -\(side(before.old, counted.old)) +\(side(before.new, counted.new)) @@\n".utf8) + body
    }

    /// An empty side names the line before it.
    private static func side(_ before: Int, _ count: Int) -> String {
        let first = count == 0 ? before : before + 1
        return count == 1 ? "\(first)" : "\(first),\(count)"
    }
}
