/// Makes up texts that a rule must find, from its own pattern, at run time: no file holds a value that a push
/// protection would stop.
struct SampleMaker {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// Source: Marsaglia, "Xorshift RNGs", 2003.
    private mutating func next(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }

    /// A line with a made-up secret, and the secret; nil where the rule is read by hand or checks more than its form.
    mutating func text(for rule: SecretRule) -> (text: String, secret: String)? {
        switch rule.shape {
        case .token(let prefixes, let body):
            guard let body = string(matching: body) else { return nil }
            let secret = prefixes[next(prefixes.count)] + body
            return ("value: \"\(secret)\"\n", secret)
        case .assigned(let names, let value):
            guard let value = string(matching: value) else { return nil }
            return ("\(names[next(names.count)])_key = \"\(value)\"\n", value)
        case .located(_, let pattern, _):
            guard let whole = string(matching: pattern) else { return nil }
            return ("\n\(whole)\n", whole)
        case .generic, .urlCredentials, .kubernetesSecret, .encoded, .embedded, .mark, .custom: return nil
        }
    }

    /// A text that the pattern matches.
    mutating func string(matching pattern: String) -> String? {
        var parser = PatternParser(pattern)
        guard let tree = try? parser.parse() else { return nil }
        var bytes: [UInt8] = []
        write(tree, &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func write(_ tree: PatternTree, _ bytes: inout [UInt8]) {
        switch tree {
        case .empty, .assertion: break
        case .set(let set):
            let printable = (0x21...0x7E).map { UInt8($0) }.filter { set.contains($0) }
            let choices = printable.isEmpty ? (0...255).map { UInt8($0) }.filter { set.contains($0) } : printable
            // A negated set offers letters and digits, so that it ends nothing early.
            let plain = choices.filter { ByteSet.alphanumerics.contains($0) }
            let offered = choices.count > 80 && !plain.isEmpty ? plain : choices
            if !offered.isEmpty { bytes.append(offered[next(offered.count)]) }
        case .sequence(let parts): for part in parts { write(part, &bytes) }
        case .choice(let branches): write(branches[next(branches.count)], &bytes)
        case .group(let inner, _): write(inner, &bytes)
        case .repeat(let inner, let minimum, _, _): for _ in 0..<minimum { write(inner, &bytes) }
        }
    }
}
