/// Measures that tell made-up strings from words.
enum Randomness {
    /// Shannon entropy in bits a byte.
    static func entropy(_ bytes: UnsafeRawBufferPointer) -> Double {
        guard !bytes.isEmpty else { return 0 }
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 256) { counts in
            counts.initialize(repeating: 0)
            for byte in bytes { counts[Int(byte)] &+= 1 }
            let total = Double(bytes.count)
            var sum = 0.0
            for count in counts where count > 0 {
                sum -= Double(count) / total * (Double(count) / total).binaryLogarithm
            }
            return sum
        }
    }

    /// Whether a person wrote it to stand for a secret: `xxxx`, `changeme`, `YOUR_TOKEN_HERE`, `1234567890`, `${TOKEN}`.
    static func isPlaceholder(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count > 1 else { return true }
        var run = 1
        var longest = 1
        var steps = 1
        var longestSteps = 1
        for index in 1..<bytes.count {
            run = bytes[index] == bytes[index - 1] ? run + 1 : 1
            longest = max(longest, run)
            steps = bytes[index] == bytes[index - 1] &+ 1 ? steps + 1 : 1
            longestSteps = max(longestSteps, steps)
        }
        if longest >= max(5, bytes.count / 4) || longestSteps >= max(6, bytes.count / 4) { return true }
        let lower = bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        return words.contains { word in lower.holds(word) }
    }

    private static let words: [[UInt8]] = [
        "example", "sample", "changeme", "change-me", "change_me", "placeholder", "dummy", "your-", "your_",
        "yourtoken",
        "redacted", "insert", "replace", "abcdefgh", "fake", "deadbeef", "xxxx", "1234567", "notreal", "not-real",
        "secret_here", "key_here", "token_here", "00000000", "test_test", "foobar", "lorem",
    ].map { Array($0.utf8) }

    /// Distinct bytes.
    static func variety(_ bytes: UnsafeRawBufferPointer) -> Int {
        var set = ByteSet()
        for byte in bytes { set.insert(byte) }
        return set.count
    }
}

extension Array<UInt8> {
    func holds(_ word: [UInt8]) -> Bool {
        guard let first = word.first, count >= word.count else { return false }
        for start in 0...(count - word.count) where self[start] == first {
            if self[start..<(start + word.count)].elementsEqual(word) { return true }
        }
        return false
    }
}

extension Double {
    /// Base-2 logarithm of a positive number without the C library's import: exponent plus a series of the significand.
    /// Source: log2(m) = 2/ln 2 · artanh((m−1)/(m+1)); with m in [1, 2) thirteen terms are exact to 1e-12.
    var binaryLogarithm: Double {
        guard self > 0, isFinite else { return 0 }
        var significand = significand
        var exponent = Double(exponent)
        if significand > 1.4142135623730951 {
            significand /= 2
            exponent += 1
        }
        let ratio = (significand - 1) / (significand + 1)
        let square = ratio * ratio
        var term = ratio
        var sum = 0.0
        var divisor = 1.0
        for _ in 0..<13 {
            sum += term / divisor
            term *= square
            divisor += 2
        }
        return exponent + 2 * sum / 0.6931471805599453
    }
}
