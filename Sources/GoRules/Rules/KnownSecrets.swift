import Findings
import GoSource

/// Keys of well-known services, by how they begin. The room Secrets knows many more; these are told apart by name here
/// because the value alone decides.
enum KnownSecrets {
    private enum Alphabet { case word, base, hex, upper }

    private static let shapes: [(prefix: String, length: ClosedRange<Int>, alphabet: Alphabet)] = [
        ("AKIA", 16...16, .upper), ("ASIA", 16...16, .upper), ("AGPA", 16...16, .upper), ("AIDA", 16...16, .upper),
        ("AROA", 16...16, .upper), ("ghp_", 36...251, .word), ("gho_", 36...251, .word), ("ghu_", 36...251, .word),
        ("ghs_", 36...251, .word), ("ghr_", 36...251, .word), ("github_pat_", 60...100, .word),
        ("glpat-", 20...40, .base), ("AIza", 30...40, .base), ("sk_live_", 24...120, .word),
        ("rk_live_", 24...120, .word), ("sk_test_", 24...120, .word), ("xoxb-", 20...120, .base),
        ("xoxp-", 20...160, .base), ("xoxa-", 20...120, .base), ("xoxr-", 20...120, .base),
        ("xoxs-", 20...120, .base), ("ya29.", 20...400, .base), ("SG.", 60...80, .base), ("npm_", 36...36, .word),
        ("dop_v1_", 64...64, .hex), ("EAACEdEose0cBA", 10...200, .word), ("SK", 32...32, .hex), ("key-", 32...32, .hex),
        ("hvs.", 24...200, .base),
    ]

    static func matches(_ text: String) -> Bool {
        guard text.utf8.count >= 16, text.utf8.count < 4096 else { return false }
        if text.hasPrefix("-----BEGIN ") && text.contains("PRIVATE KEY") { return true }
        if text.hasPrefix("https://hooks.slack.com/services/T") { return true }
        for shape in shapes where text.hasPrefix(shape.prefix) {
            let rest = text.utf8.dropFirst(shape.prefix.utf8.count)
            guard shape.length.contains(rest.count) else { continue }
            if rest.allSatisfy({ isIn(shape.alphabet, $0) }) { return true }
        }
        return false
    }

    private static func isIn(_ alphabet: Alphabet, _ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39: true
        case 0x41...0x5A: alphabet != .hex
        case 0x61...0x66: alphabet != .upper
        case 0x67...0x7A: alphabet == .word || alphabet == .base
        case 0x5F: alphabet == .word || alphabet == .base
        case 0x2D, 0x2E: alphabet == .base
        default: false
        }
    }
}
