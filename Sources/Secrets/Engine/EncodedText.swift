/// Base64 text that holds a token: found without a pass of its own, by what the beginnings of tokens look like encoded.
enum EncodedText {
    /// Characters of an encoding that also hold bits of the bytes before, by how many such bytes there are modulo 3.
    private static let shared = [0, 2, 3]
    private static let shortest = 4
    /// Bytes of encoded text looked at to either side of a hit.
    static let reach = 8192

    /// What `prefix` looks like in base64 behind `alignment` (0…2) bytes, as far as only it decides; nil where too short.
    static func literal(_ prefix: String, alignment: Int) -> String? {
        let bits = (alignment + prefix.utf8.count) * 8
        let encoded = encode([UInt8](repeating: 0, count: alignment) + Array(prefix.utf8))
        let stable = encoded.prefix(bits / 6).dropFirst(shared[alignment])
        return stable.count >= shortest ? String(decoding: stable, as: UTF8.self) : nil
    }

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var value: UInt32 = 0
            for index in 0..<3 { value = value << 8 | (index < group.count ? UInt32(group[start + index]) : 0) }
            for index in 0...group.count { out.append(alphabet[Int(value >> UInt32(18 - 6 * index) & 63)]) }
            for _ in group.count..<3 { out.append(UInt8(ascii: "=")) }
        }
        return out
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let characters = ByteSet.alphanumerics.union(ByteSet("+/-_".utf8))

    /// The encoded run around a hit, starting where a group of four characters does.
    static func run(around hit: Int, alignment: Int, in text: UnsafeRawBufferPointer) -> Range<Int> {
        var low = hit
        while low > 0, hit - low < reach, characters.contains(text[low - 1]) { low -= 1 }
        var high = hit
        while high < text.count, high - hit < reach, characters.contains(text[high]) { high += 1 }
        let group = hit - shared[alignment]
        let shift = ((group - low) % 4 + 4) % 4
        return min(low + shift, high)..<high
    }

    /// The bytes that a run stands for, without the incomplete group at its end.
    static func decode(_ run: UnsafeRawBufferPointer) -> [UInt8] {
        // One character more than whole groups carries no whole byte.
        let kept = run.count % 4 == 1 ? run.dropLast() : run[...]
        return Base64.decode(kept) ?? []
    }
}

extension SecretRule {
    /// What leads to further text to look at, and is no secret by itself.
    static func inner(_ rules: [SecretRule]) -> [SecretRule] {
        var prefixes: [String] = ["-----BEGIN"]
        for rule in rules {
            switch rule.shape {
            case .token(let own, _) where !rule.ignoresCase && rule.isStrict:
                prefixes += own.filter { $0.utf8.count >= 4 }
            default: break
            }
        }
        let encoded = (0..<3).map { alignment in
            SecretRule(
                card: card("inner-base64", "", .low, confidence: .low),
                shape: .encoded(
                    alignment: alignment,
                    literals: prefixes.compactMap { EncodedText.literal($0, alignment: alignment) }),
                reach: EncodedText.reach)
        }
        // The line of a Go program's build information that holds its linker flags: `build -ldflags="-X main.key=…"`.
        let flags = SecretRule(
            card: card("inner-go-flags", "", .low, confidence: .low), shape: .embedded(literals: ["-ldflags="]),
            isStrict: true)
        return encoded + [flags] + TextMarks.rules(for: rules)
    }
}
