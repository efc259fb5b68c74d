/// Reads regular expressions of RE2's syntax, the one gitleaks' configuration files are written in, over bytes.
///
/// Source: the RE2 syntax page. Left out: Unicode classes beyond `\pL`, `\pN` and the like (taken as letters and digits of
/// ASCII plus every byte above 0x7F) and back-references, which RE2 has not either.
struct PatternParser {
    /// Groups within groups.
    static let depthLimit = 100
    /// Most counted repeats; RE2 itself stops at 1000.
    static let repeatLimit = 20_000

    private let bytes: [UInt8]
    private let text: String
    private var at = 0
    private var depth = 0
    private(set) var groupCount = 0
    private(set) var names: [String: Int] = [:]
    private var flags = Flags()

    private struct Flags {
        var ignoresCase = false
        var dotMatchesNewline = false
        var isMultiline = false
        var isUngreedy = false
    }

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    mutating func parse() throws(PatternError) -> PatternTree {
        let tree = try choice()
        guard at == bytes.count else { throw fail("unmatched )") }
        return tree
    }

    private func fail(_ problem: String) -> PatternError { PatternError(problem: problem, offset: at, pattern: text) }

    private func peek(_ ahead: Int = 0) -> UInt8? { at + ahead < bytes.count ? bytes[at + ahead] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        at += 1
        return true
    }

    private mutating func choice() throws(PatternError) -> PatternTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw fail("groups nest deeper than \(Self.depthLimit)") }
        var branches = [try sequence()]
        while take(UInt8(ascii: "|")) { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternTree {
        var parts: [PatternTree] = []
        while let byte = peek(), byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            guard let atom = try atom() else { continue }
            parts.append(try repeated(atom))
        }
        return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
    }

    private mutating func repeated(_ atom: PatternTree) throws(PatternError) -> PatternTree {
        var tree = atom
        while let byte = peek() {
            let bounds: (Int, Int?)
            switch byte {
            case UInt8(ascii: "*"): bounds = (0, nil)
            case UInt8(ascii: "+"): bounds = (1, nil)
            case UInt8(ascii: "?"): bounds = (0, 1)
            case UInt8(ascii: "{"):
                guard let counted = countedBounds() else { return tree }
                bounds = (counted.minimum, counted.maximum)
                guard bounds.0 <= Self.repeatLimit, (bounds.1 ?? 0) <= Self.repeatLimit else {
                    throw fail("a repeat above \(Self.repeatLimit)")
                }
                if let maximum = bounds.1, maximum < bounds.0 { throw fail("a repeat whose end is below its start") }
                at = counted.end - 1
            default: return tree
            }
            at += 1
            let isLazy = take(UInt8(ascii: "?"))
            tree = .repeat(tree, minimum: bounds.0, maximum: bounds.1, isGreedy: isLazy == flags.isUngreedy)
        }
        return tree
    }

    /// `{n}`, `{n,}`, `{n,m}`; anything else is literal text.
    private func countedBounds() -> (minimum: Int, maximum: Int?, end: Int)? {
        var index = at + 1
        func number() -> Int? {
            var value: Int?
            while index < bytes.count, case 0x30...0x39 = bytes[index], (value ?? 0) < 1_000_000 {
                value = (value ?? 0) * 10 + Int(bytes[index] - 0x30)
                index += 1
            }
            return value
        }
        guard let minimum = number(), index < bytes.count else { return nil }
        var maximum: Int? = minimum
        if bytes[index] == UInt8(ascii: ",") {
            index += 1
            maximum = number()
        }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "}") else { return nil }
        return (minimum, maximum, index + 1)
    }

    /// Nil for what only changes flags.
    private mutating func atom() throws(PatternError) -> PatternTree? {
        guard let byte = peek() else { return .empty }
        at += 1
        switch byte {
        case UInt8(ascii: "("): return try group()
        case UInt8(ascii: "["): return .set(folded(try bracket()))
        case UInt8(ascii: "."): return .set(flags.dotMatchesNewline ? .all : .notNewline)
        case UInt8(ascii: "^"): return .assertion(flags.isMultiline ? .lineStart : .textStart)
        case UInt8(ascii: "$"): return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
        case UInt8(ascii: "\\"): return try escape()
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
            at -= 1
            throw fail("nothing to repeat")
        default: return .set(folded(ByteSet([byte])))
        }
    }

    private func folded(_ set: ByteSet) -> ByteSet { flags.ignoresCase ? set.caseFolded : set }

    private mutating func group() throws(PatternError) -> PatternTree? {
        let outer = flags
        var number: Int?
        if take(UInt8(ascii: "?")) {
            if let name = try groupName() {
                groupCount += 1
                number = groupCount
                names[name] = groupCount
            } else if try !flagsOnly() {
                return nil
            }
        } else {
            groupCount += 1
            number = groupCount
        }
        let inner = try choice()
        guard take(UInt8(ascii: ")")) else { throw fail("a missing )") }
        flags = outer
        return .group(inner, number: number)
    }

    /// `P<name>` or `<name>`.
    private mutating func groupName() throws(PatternError) -> String? {
        var index = at
        if index < bytes.count, bytes[index] == UInt8(ascii: "P") { index += 1 }
        guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "<"),
            bytes[index + 1] != UInt8(ascii: "="), bytes[index + 1] != UInt8(ascii: "!")
        else { return nil }
        guard let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) else { throw fail("a missing >") }
        at = end + 1
        return String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
    }

    /// `i`, `-s`, … up to `:` (true, a group follows) or `)` (false, the flags hold to the end of the outer group).
    private mutating func flagsOnly() throws(PatternError) -> Bool {
        var isOn = true
        while let byte = peek() {
            at += 1
            switch byte {
            case UInt8(ascii: "i"): flags.ignoresCase = isOn
            case UInt8(ascii: "s"): flags.dotMatchesNewline = isOn
            case UInt8(ascii: "m"): flags.isMultiline = isOn
            case UInt8(ascii: "U"): flags.isUngreedy = isOn
            case UInt8(ascii: "-"): isOn = false
            case UInt8(ascii: ":"): return true
            case UInt8(ascii: ")"): return false
            default: throw fail("a group of unknown kind (look-around is not part of the syntax)")
            }
        }
        throw fail("a missing )")
    }

    private mutating func escape() throws(PatternError) -> PatternTree {
        guard let byte = peek() else { throw fail("a \\ at the end") }
        switch byte {
        case UInt8(ascii: "b"): at += 1; return .assertion(.wordBoundary)
        case UInt8(ascii: "B"): at += 1; return .assertion(.notWordBoundary)
        case UInt8(ascii: "A"): at += 1; return .assertion(.textStart)
        case UInt8(ascii: "z"): at += 1; return .assertion(.textEnd)
        case UInt8(ascii: "Q"):
            at += 1
            var parts: [PatternTree] = []
            while at < bytes.count, !(bytes[at] == UInt8(ascii: "\\") && peek(1) == UInt8(ascii: "E")) {
                parts.append(.set(folded(ByteSet([bytes[at]]))))
                at += 1
            }
            at = min(at + 2, bytes.count)
            return .sequence(parts)
        default: return .set(folded(try escapedSet()))
        }
    }

    /// The set of an escape, inside and outside brackets; `at` is behind the backslash.
    private mutating func escapedSet() throws(PatternError) -> ByteSet {
        guard let byte = peek() else { throw fail("a \\ at the end") }
        at += 1
        switch byte {
        case UInt8(ascii: "d"): return .digits
        case UInt8(ascii: "D"): return ByteSet.digits.inverted
        case UInt8(ascii: "w"): return .word
        case UInt8(ascii: "W"): return ByteSet.word.inverted
        case UInt8(ascii: "s"): return .space
        case UInt8(ascii: "S"): return ByteSet.space.inverted
        case UInt8(ascii: "n"): return ByteSet([0x0A])
        case UInt8(ascii: "r"): return ByteSet([0x0D])
        case UInt8(ascii: "t"): return ByteSet([0x09])
        case UInt8(ascii: "f"): return ByteSet([0x0C])
        case UInt8(ascii: "v"): return ByteSet([0x0B])
        case UInt8(ascii: "a"): return ByteSet([0x07])
        case UInt8(ascii: "p"), UInt8(ascii: "P"): return try unicodeClass(isNegated: byte == UInt8(ascii: "P"))
        case UInt8(ascii: "x"): return ByteSet([try hexByte()])
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var value = Int(byte - 0x30)
            for _ in 0..<2 {
                guard let next = peek(), case 0x30...0x37 = next else { break }
                value = value * 8 + Int(next - 0x30)
                at += 1
            }
            return ByteSet([UInt8(truncatingIfNeeded: value)])
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "8"),
            UInt8(ascii: "9"):
            throw fail("an unknown escape")
        default: return ByteSet([byte])
        }
    }

    private mutating func hexByte() throws(PatternError) -> UInt8 {
        var value = 0
        if take(UInt8(ascii: "{")) {
            while let digit = peek().flatMap(Self.hexValue) {
                value = min(value * 16 + digit, 0x110000)
                at += 1
            }
            guard take(UInt8(ascii: "}")) else { throw fail("a missing }") }
        } else {
            for _ in 0..<2 {
                guard let digit = peek().flatMap(Self.hexValue) else { throw fail("\\x wants two hexadecimal digits") }
                value = value * 16 + digit
                at += 1
            }
        }
        guard value < 0x80 else { throw fail("\\x above 7F") }
        return UInt8(value)
    }

    private static func hexValue(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x46: Int(byte) - 0x37
        case 0x61...0x66: Int(byte) - 0x57
        default: nil
        }
    }

    private mutating func unicodeClass(isNegated: Bool) throws(PatternError) -> ByteSet {
        var name = ""
        if take(UInt8(ascii: "{")) {
            while let byte = peek(), byte != UInt8(ascii: "}") {
                name.append(Character(Unicode.Scalar(byte)))
                at += 1
            }
            guard take(UInt8(ascii: "}")) else { throw fail("a missing }") }
        } else if let byte = peek() {
            name = String(Unicode.Scalar(byte))
            at += 1
        }
        let above = ByteSet(range: 0x80...0xFF)
        let set: ByteSet
        switch name.first {
        case "L": set = (name == "Lu" ? ByteSet.upper : name == "Ll" ? .lower : .letters).union(above)
        case "N": set = ByteSet.digits.union(above)
        case "P", "S": set = ByteSet(range: 0x21...0x7E).union(above)
        case "Z": set = ByteSet([0x20])
        default: set = ByteSet.letters.union(above)
        }
        return isNegated ? set.inverted : set
    }

    private mutating func bracket() throws(PatternError) -> ByteSet {
        var set = ByteSet()
        let isNegated = take(UInt8(ascii: "^"))
        var isFirst = true
        while true {
            guard let byte = peek() else { throw fail("a missing ]") }
            if byte == UInt8(ascii: "]") && !isFirst {
                at += 1
                break
            }
            isFirst = false
            if byte == UInt8(ascii: "["), peek(1) == UInt8(ascii: ":"), let named = try namedClass() {
                set.formUnion(named)
                continue
            }
            let low = try member()
            // A range needs single ends; `\w-` and a `-` before the `]` are literal.
            if peek() == UInt8(ascii: "-"), let after = peek(1), after != UInt8(ascii: "]"), let start = low.single {
                at += 1
                let high = try member()
                guard let end = high.single else {
                    set.formUnion(low)
                    set.insert(UInt8(ascii: "-"))
                    set.formUnion(high)
                    continue
                }
                guard start <= end else { throw fail("a range whose end is below its start") }
                set.formUnion(ByteSet(range: start...end))
            } else {
                set.formUnion(low)
            }
        }
        if flags.ignoresCase { set = set.caseFolded }
        return isNegated ? set.inverted : set
    }

    private mutating func member() throws(PatternError) -> ByteSet {
        guard let byte = peek() else { throw fail("a missing ]") }
        at += 1
        return byte == UInt8(ascii: "\\") ? try escapedSet() : ByteSet([byte])
    }

    private mutating func namedClass() throws(PatternError) -> ByteSet? {
        guard let end = bytes[at...].firstIndex(of: UInt8(ascii: "]")), end > at + 2,
            bytes[end - 1] == UInt8(ascii: ":")
        else { return nil }
        var name = String(decoding: bytes[(at + 2)..<(end - 1)], as: UTF8.self)
        let isNegated = name.hasPrefix("^")
        if isNegated { name.removeFirst() }
        let set: ByteSet
        switch name {
        case "alnum": set = .alphanumerics
        case "alpha": set = .letters
        case "digit": set = .digits
        case "lower": set = .lower
        case "upper": set = .upper
        case "word": set = .word
        case "space": set = ByteSet.space.union(ByteSet([0x0B]))
        case "punct": set = ByteSet((0x21...0x7E).filter { !ByteSet.alphanumerics.contains($0) })
        case "xdigit": set = ByteSet.digits.union(ByteSet(range: 0x41...0x46)).union(ByteSet(range: 0x61...0x66))
        case "print": set = ByteSet(range: 0x20...0x7E)
        case "graph": set = ByteSet(range: 0x21...0x7E)
        case "blank": set = ByteSet([0x20, 0x09])
        case "cntrl": set = ByteSet(range: 0...0x1F).union(ByteSet([0x7F]))
        case "ascii": set = ByteSet(range: 0...0x7F)
        default: throw fail("an unknown class [:\(name):]")
        }
        at = end + 1
        return isNegated ? set.inverted : set
    }
}
