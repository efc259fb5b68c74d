/// A regular expression that never goes back: its time is bounded by pattern times text.
///
/// Knows literals, `.`, `[…]`, `\d \w \s` and their opposites, `^ $ \b`, groups, `|`, `* + ? {m,n}` and `(?i)` in front:
/// what RE2, and so CEL, shares with the usual dialects. Source of the method: Thompson, "Regular Expression Search
/// Algorithm", CACM 11 (1968).
struct TextPattern {
    private enum Step {
        case set(CharacterSet)
        case split(Int, Int)
        case jump(Int)
        case start, end, boundary
        case found
    }

    struct CharacterSet {
        var ranges: [ClosedRange<UInt32>] = []
        var isNegated = false

        func holds(_ scalar: UInt32) -> Bool { ranges.contains { $0.contains(scalar) } != isNegated }
    }

    private indirect enum Node {
        case empty
        case set(CharacterSet)
        case sequence([Node])
        case either([Node])
        case repeated(Node, Int, Int?)
        case start, end, boundary
    }

    /// Steps of a compiled pattern at most: counted repeats multiply.
    private static let longestProgram = 4_000
    private static let deepest = 40
    /// Bytes of a text that is searched.
    private static let longestText = 1 << 20

    private var steps: [Step] = []
    private let isCaseless: Bool

    init(_ pattern: String) throws(ExpressionFault) {
        var scalars = Array(pattern.unicodeScalars.map(\.value))
        isCaseless = scalars.starts(with: "(?i)".unicodeScalars.map(\.value))
        if isCaseless { scalars.removeFirst(4) }
        guard scalars.count <= 1_000 else { throw ExpressionFault("it is too long", at: 0) }
        var reader = Reader(scalars: scalars)
        let node = try reader.alternatives(depth: 0)
        guard reader.index == scalars.count else { throw ExpressionFault("a ')' too many", at: reader.index) }
        try compile(node)
        steps.append(.found)
    }

    /// Whether the pattern is found anywhere in the text.
    func finds(in text: String) throws(ExpressionFault) -> Bool {
        guard text.utf8.count <= Self.longestText else { throw ExpressionFault("the text is too long", at: 0) }
        let scalars = text.unicodeScalars.map { isCaseless ? Self.lowered($0.value) : $0.value }
        var current: [Int] = []
        var marks = [Int](repeating: -1, count: steps.count)
        for place in 0...scalars.count {
            // A new attempt may begin at every place.
            if add(0, at: place, scalars, &current, &marks) { return true }
            guard place < scalars.count else { break }
            var next: [Int] = []
            for step in current {
                guard case .set(let set) = steps[step] else { continue }
                let holds = set.holds(scalars[place]) || isCaseless && set.holds(Self.raised(scalars[place]))
                if holds, add(step + 1, at: place + 1, scalars, &next, &marks) { return true }
            }
            current = next
        }
        return false
    }

    private static func lowered(_ scalar: UInt32) -> UInt32 { (0x41...0x5A).contains(scalar) ? scalar + 32 : scalar }
    private static func raised(_ scalar: UInt32) -> UInt32 { (0x61...0x7A).contains(scalar) ? scalar - 32 : scalar }

    /// Adds a step and what is reached from it without reading; true where the end is.
    private func add(_ step: Int, at place: Int, _ text: [UInt32], _ list: inout [Int], _ marks: inout [Int]) -> Bool {
        var open = [step]
        while let step = open.popLast() {
            guard marks[step] != place else { continue }
            marks[step] = place
            switch steps[step] {
            case .found: return true
            case .set: list.append(step)
            case .jump(let target): open.append(target)
            case .split(let first, let second):
                open.append(second)
                open.append(first)
            case .start: if place == 0 { open.append(step + 1) }
            case .end: if place == text.count { open.append(step + 1) }
            case .boundary:
                let before = place > 0 && Self.isWord(text[place - 1])
                let after = place < text.count && Self.isWord(text[place])
                if before != after { open.append(step + 1) }
            }
        }
        return false
    }

    private static func isWord(_ scalar: UInt32) -> Bool { word.holds(scalar) }
    private static let word = CharacterSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])

    private mutating func compile(_ node: Node) throws(ExpressionFault) {
        guard steps.count < Self.longestProgram else { throw ExpressionFault("it is too large", at: 0) }
        switch node {
        case .empty: break
        case .set(let set): steps.append(.set(set))
        case .start: steps.append(.start)
        case .end: steps.append(.end)
        case .boundary: steps.append(.boundary)
        case .sequence(let nodes): for node in nodes { try compile(node) }
        case .either(let nodes):
            var ends: [Int] = []
            for (index, node) in nodes.enumerated() {
                guard index < nodes.count - 1 else {
                    try compile(node)
                    break
                }
                let split = steps.count
                steps.append(.split(split + 1, 0))
                try compile(node)
                ends.append(steps.count)
                steps.append(.jump(0))
                steps[split] = .split(split + 1, steps.count)
            }
            for end in ends { steps[end] = .jump(steps.count) }
        case .repeated(let node, let least, let most):
            for _ in 0..<least { try compile(node) }
            guard let most else {
                let split = steps.count
                steps.append(.split(0, 0))
                try compile(node)
                steps.append(.jump(split))
                steps[split] = .split(split + 1, steps.count)
                return
            }
            var splits: [Int] = []
            for _ in least..<max(least, most) {
                splits.append(steps.count)
                steps.append(.split(0, 0))
                try compile(node)
            }
            for split in splits { steps[split] = .split(split + 1, steps.count) }
        }
    }

    private struct Reader {
        let scalars: [UInt32]
        var index = 0

        private func at(_ offset: Int = 0) -> Character? {
            guard index + offset < scalars.count, let scalar = UnicodeScalar(scalars[index + offset]) else {
                return nil
            }
            return Character(scalar)
        }

        mutating func alternatives(depth: Int) throws(ExpressionFault) -> Node {
            guard depth < TextPattern.deepest else { throw ExpressionFault("nested too deeply", at: index) }
            var branches: [Node] = [try sequence(depth: depth)]
            while at() == "|" {
                index += 1
                branches.append(try sequence(depth: depth))
            }
            return branches.count == 1 ? branches[0] : .either(branches)
        }

        private mutating func sequence(depth: Int) throws(ExpressionFault) -> Node {
            var nodes: [Node] = []
            while let next = at(), next != "|", next != ")" {
                var node = try atom(depth: depth)
                while let mark = at(), let range = try repetition(mark) {
                    node = .repeated(node, range.0, range.1)
                    // Lazy or not is the same for a search.
                    if at() == "?" { index += 1 }
                }
                nodes.append(node)
            }
            return nodes.count == 1 ? nodes[0] : .sequence(nodes)
        }

        private mutating func repetition(_ mark: Character) throws(ExpressionFault) -> (Int, Int?)? {
            switch mark {
            case "*": index += 1; return (0, nil)
            case "+": index += 1; return (1, nil)
            case "?": index += 1; return (0, 1)
            case "{":
                var end = index + 1
                while end < scalars.count, scalars[end] != 0x7D { end += 1 }
                guard end < scalars.count else { throw ExpressionFault("a '{' that is never closed", at: index) }
                let text = String(String.UnicodeScalarView(scalars[index + 1..<end].compactMap { UnicodeScalar($0) }))
                let parts = text.split(separator: ",", omittingEmptySubsequences: false)
                guard let least = Int(parts[0]), least >= 0, least <= 1_000, parts.count <= 2 else {
                    throw ExpressionFault("a wrong number of repeats", at: index)
                }
                var most: Int? = least
                if parts.count == 2 {
                    most = parts[1].isEmpty ? nil : Int(parts[1])
                    if !parts[1].isEmpty {
                        guard let most, most >= least, most <= 1_000 else {
                            throw ExpressionFault("a wrong number of repeats", at: index)
                        }
                    }
                }
                index = end + 1
                return (least, most)
            default: return nil
            }
        }

        private mutating func atom(depth: Int) throws(ExpressionFault) -> Node {
            guard let mark = at() else { return .empty }
            let scalar = scalars[index]
            index += 1
            switch mark {
            case ".": return .set(CharacterSet(ranges: [0x0A...0x0A], isNegated: true))
            case "^": return .start
            case "$": return .end
            case "*", "+", "?": throw ExpressionFault("nothing to repeat", at: index - 1)
            case "(":
                if at() == "?" {
                    guard at(1) == ":" else { throw ExpressionFault("an unknown kind of group", at: index) }
                    index += 2
                }
                let inner = try alternatives(depth: depth + 1)
                guard at() == ")" else { throw ExpressionFault("a '(' that is never closed", at: index) }
                index += 1
                return inner
            case "[": return .set(try characters())
            case "\\":
                guard let next = at() else { throw ExpressionFault("a backslash at the end", at: index) }
                index += 1
                if next == "b" { return .boundary }
                return .set(try Self.escaped(next, at: index - 1))
            default: return .set(CharacterSet(ranges: [scalar...scalar]))
            }
        }

        private static func escaped(_ mark: Character, at index: Int) throws(ExpressionFault) -> CharacterSet {
            switch mark {
            case "d": return CharacterSet(ranges: [0x30...0x39])
            case "D": return CharacterSet(ranges: [0x30...0x39], isNegated: true)
            case "w": return word
            case "W": return CharacterSet(ranges: word.ranges, isNegated: true)
            case "s": return CharacterSet(ranges: [0x09...0x0D, 0x20...0x20])
            case "S": return CharacterSet(ranges: [0x09...0x0D, 0x20...0x20], isNegated: true)
            case "n": return CharacterSet(ranges: [0x0A...0x0A])
            case "t": return CharacterSet(ranges: [0x09...0x09])
            default:
                guard let scalar = mark.unicodeScalars.first?.value, !mark.isLetter, !mark.isNumber else {
                    throw ExpressionFault("an unknown escape '\\\(mark)'", at: index)
                }
                return CharacterSet(ranges: [scalar...scalar])
            }
        }

        private mutating func characters() throws(ExpressionFault) -> CharacterSet {
            var set = CharacterSet()
            if at() == "^" {
                set.isNegated = true
                index += 1
            }
            var isFirst = true
            while let mark = at(), mark != "]" || isFirst {
                isFirst = false
                var low = scalars[index]
                index += 1
                if mark == "\\", let next = at() {
                    index += 1
                    let inner = try Self.escaped(next, at: index - 1)
                    guard !inner.isNegated, inner.ranges.count == 1, inner.ranges[0].count == 1 else {
                        guard !inner.isNegated else { throw ExpressionFault("no opposites in brackets", at: index - 1) }
                        set.ranges += inner.ranges
                        continue
                    }
                    low = inner.ranges[0].lowerBound
                }
                if at() == "-", let end = at(1), end != "]" {
                    let high = scalars[index + 1]
                    guard high >= low, end != "\\" else { throw ExpressionFault("a wrong range", at: index) }
                    index += 2
                    set.ranges.append(low...high)
                } else {
                    set.ranges.append(low...low)
                }
            }
            guard at() == "]" else { throw ExpressionFault("a '[' that is never closed", at: index) }
            index += 1
            return set
        }
    }
}
