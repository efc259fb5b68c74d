/// The shortest script that makes one list of lines of another.
///
/// Source: Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1, 1986.
enum DiffScript {
    enum Step: Equatable {
        case keep(old: Int, new: Int)
        case remove(old: Int)
        case insert(new: Int)
    }

    /// Past this many removed and inserted lines the middle is shown as one block.
    static let differenceLimit = 2_000

    /// Indices of lines; removals stand before insertions of the same place.
    static func steps(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Step] {
        var head = 0
        while head < old.count, head < new.count, old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < old.count - head, tail < new.count - head,
            old[old.count - 1 - tail] == new[new.count - 1 - tail]
        { tail += 1 }
        let rows = head..<old.count - tail
        let columns = head..<new.count - tail
        var steps: [Step] = (0..<head).map { .keep(old: $0, new: $0) }
        steps +=
            middle(old[rows], new[columns])
            ?? rows.map { .remove(old: $0) } + columns.map { .insert(new: $0) }
        steps += (0..<tail).map { .keep(old: old.count - tail + $0, new: new.count - tail + $0) }
        return ordered(steps)
    }

    /// Nil where the texts differ by more than the limit.
    private static func middle(
        _ old: ArraySlice<ArraySlice<UInt8>>, _ new: ArraySlice<ArraySlice<UInt8>>
    ) -> [Step]? {
        let (n, m) = (old.count, new.count)
        let (oldStart, newStart) = (old.startIndex, new.startIndex)
        let limit = min(n + m, differenceLimit)
        /// Of each diagonal the furthest row reached; of diagonal k at `k + limit + 1`.
        var furthest = [Int](repeating: 0, count: 2 * limit + 3)
        /// For each number of differences the part of `furthest` before it, -d-1 ... d+1.
        var trace: [[Int]] = []
        for d in 0...limit {
            trace.append(Array(furthest[limit - d...limit + d + 2]))
            for k in stride(from: -d, through: d, by: 2) {
                let place = k + limit + 1
                var x =
                    k == -d || k != d && furthest[place - 1] < furthest[place + 1]
                    ? furthest[place + 1] : furthest[place - 1] + 1
                while x < n, x - k < m, x - k >= 0, old[oldStart + x] == new[newStart + x - k] { x += 1 }
                furthest[place] = x
                if x >= n, x - k >= m { return script(trace, n, m, oldStart, newStart) }
            }
        }
        return nil
    }

    /// Back from the end, one difference at a time.
    private static func script(_ trace: [[Int]], _ n: Int, _ m: Int, _ oldStart: Int, _ newStart: Int) -> [Step] {
        var steps: [Step] = []
        var (x, y) = (n, m)
        for d in stride(from: trace.count - 1, through: 0, by: -1) {
            let k = x - y
            func before(_ diagonal: Int) -> Int { trace[d][diagonal + d + 1] }
            let isInsertion = k == -d || k != d && before(k - 1) < before(k + 1)
            let previous = isInsertion ? k + 1 : k - 1
            let fromX = d == 0 ? 0 : before(previous)
            let fromY = d == 0 ? 0 : fromX - previous
            while x > fromX, y > fromY {
                x -= 1
                y -= 1
                steps.append(.keep(old: oldStart + x, new: newStart + y))
            }
            if d == 0 { break }
            steps.append(isInsertion ? .insert(new: newStart + fromY) : .remove(old: oldStart + fromX))
            (x, y) = (fromX, fromY)
        }
        return steps.reversed()
    }

    /// Within a run of changes the removals first, as readers of diffs expect.
    private static func ordered(_ steps: [Step]) -> [Step] {
        var result: [Step] = []
        var inserted: [Step] = []
        for step in steps {
            switch step {
            case .remove: result.append(step)
            case .insert: inserted.append(step)
            case .keep:
                result += inserted
                inserted.removeAll(keepingCapacity: true)
                result.append(step)
            }
        }
        return result + inserted
    }
}
