/// A compiled regular expression over bytes, with captures and time linear in the text.
///
/// The program is run by backtracking that visits each (instruction, position) once (RE2's "bit-state" search), so no
/// pattern and no text make it slow: at most `instructions × window` steps.
package struct Pattern: Sendable {
    struct Instruction: Sendable {
        enum Operation: UInt8, Sendable { case set, run, lazyRun, split, jump, save, assert, match }

        var operation: Operation
        /// Index of the set, number of the slot, or raw value of the assertion.
        var operand: Int32 = 0
        /// Where to go: split tries `first` before `second`. Of a run: the fewest and most bytes.
        var first: Int32 = 0
        var second: Int32 = 0
    }

    /// Instructions a pattern may compile to.
    package static let programLimit = 20_000

    package let source: String
    package let groupCount: Int
    package let groupNames: [String: Int]
    let program: [Instruction]
    let sets: [ByteSet]
    /// Bytes a match can start with; nil where a match may be empty.
    let firstBytes: ByteSet?
    /// Bytes a match can end with, as far as the last part of the pattern tells.
    let lastBytes: ByteSet?
    /// Most bytes a match can take; nil without end.
    let longest: Int?

    /// - Throws: `PatternError` where the text is no regular expression of RE2's syntax, or compiles to too much.
    package init(_ source: String) throws(PatternError) {
        var parser = PatternParser(source)
        let tree = try parser.parse()
        var compiler = PatternCompiler()
        compiler.compileWhole(tree)
        guard !compiler.isTooLarge else {
            throw PatternError(
                problem: "compiles to more than \(Self.programLimit) instructions", offset: 0, pattern: source)
        }
        self.source = source
        groupCount = parser.groupCount
        groupNames = parser.names
        program = compiler.program
        sets = compiler.sets
        firstBytes = PatternCompiler.firstBytes(of: tree)
        lastBytes = tree.lastBytes
        longest = tree.longest
    }
}

/// Turns a tree into instructions.
struct PatternCompiler {
    private(set) var program: [Pattern.Instruction] = []
    private(set) var sets: [ByteSet] = []
    private var setNumbers: [ByteSet: Int32] = [:]

    var isTooLarge: Bool { program.count > Pattern.programLimit }

    mutating func compileWhole(_ tree: PatternTree) {
        emit(.init(operation: .save, operand: 0))
        compile(tree)
        emit(.init(operation: .save, operand: 1))
        emit(.init(operation: .match))
    }

    private mutating func emit(_ instruction: Pattern.Instruction) { program.append(instruction) }

    private var here: Int32 { Int32(clamping: program.count) }

    private mutating func number(of set: ByteSet) -> Int32 {
        if let known = setNumbers[set] { return known }
        let number = Int32(sets.count)
        sets.append(set)
        setNumbers[set] = number
        return number
    }

    private mutating func compile(_ tree: PatternTree) {
        guard !isTooLarge else { return }
        switch tree {
        case .empty: break
        case .set(let set): emit(.init(operation: .set, operand: number(of: set)))
        case .sequence(let parts): for part in parts { compile(part) }
        case .group(let inner, let number):
            if let number { emit(.init(operation: .save, operand: Int32(number * 2))) }
            compile(inner)
            if let number { emit(.init(operation: .save, operand: Int32(number * 2 + 1))) }
        case .assertion(let assertion): emit(.init(operation: .assert, operand: Int32(assertion.rawValue)))
        case .choice(let branches):
            var ends: [Int] = []
            for (index, branch) in branches.enumerated() {
                guard index < branches.count - 1 else {
                    compile(branch)
                    break
                }
                let split = program.count
                emit(.init(operation: .split))
                program[split].first = here
                compile(branch)
                ends.append(program.count)
                emit(.init(operation: .jump))
                program[split].second = here
            }
            for end in ends { program[end].first = here }
        case .repeat(let inner, let minimum, let maximum, let isGreedy):
            compileRepeat(inner, minimum: minimum, maximum: maximum, isGreedy: isGreedy)
        }
    }

    private mutating func compileRepeat(_ inner: PatternTree, minimum: Int, maximum: Int?, isGreedy: Bool) {
        if case .set(let set) = inner {
            emit(
                .init(
                    operation: isGreedy ? .run : .lazyRun, operand: number(of: set), first: Int32(minimum),
                    second: maximum.map { Int32($0) } ?? Int32.max))
            return
        }
        for _ in 0..<minimum where !isTooLarge { compile(inner) }
        guard let maximum else {
            let split = program.count
            emit(.init(operation: .split))
            let body = here
            compile(inner)
            emit(.init(operation: .jump, first: Int32(split)))
            program[split].first = isGreedy ? body : here
            program[split].second = isGreedy ? here : body
            return
        }
        var splits: [Int] = []
        for _ in minimum..<max(minimum, maximum) where !isTooLarge {
            splits.append(program.count)
            emit(.init(operation: .split))
            let body = here
            program[splits[splits.count - 1]].first = body
            compile(inner)
        }
        for split in splits {
            if isGreedy {
                program[split].second = here
            } else {
                program[split].second = program[split].first
                program[split].first = here
            }
        }
    }

    /// Bytes a match can start with; nil where it may be empty or start anywhere.
    static func firstBytes(of tree: PatternTree) -> ByteSet? {
        let (bytes, mayBeEmpty) = first(tree)
        return mayBeEmpty ? nil : bytes
    }

    private static func first(_ tree: PatternTree) -> (ByteSet, mayBeEmpty: Bool) {
        switch tree {
        case .empty, .assertion: return (ByteSet(), true)
        case .set(let set): return (set, false)
        case .group(let inner, _): return first(inner)
        case .choice(let branches):
            return branches.map(first).reduce((ByteSet(), false)) { ($0.0.union($1.0), $0.1 || $1.1) }
        case .repeat(let inner, let minimum, _, _):
            let (bytes, mayBeEmpty) = first(inner)
            return (bytes, mayBeEmpty || minimum == 0)
        case .sequence(let parts):
            var all = ByteSet()
            for part in parts {
                let (bytes, mayBeEmpty) = first(part)
                all.formUnion(bytes)
                if !mayBeEmpty { return (all, false) }
            }
            return (all, true)
        }
    }
}
