import Findings
import GoSource

/// Whoever reads the source or the binary has it, and it cannot be changed without a release.
struct HardcodedCredentials: GoRule {
    static let card = RuleCard(
        id: "DD-GO-HARDCODED-SECRET", title: "Secret written in the source", severity: .high,
        why: "Whoever reads the source or the binary has it, and it cannot be changed without a release.",
        repair: "Read it from a file or the environment at start, and revoke this one.",
        maps: [.gosec("G101"), .cwe(798)], confidence: .low)
    static let examples = Examples(
        good: [
            "import \"os\"\nvar password = os.Getenv(\"P\")\n", "const tokenHeader = \"X-aws-ec2-metadata-token\"\n",
            "const CsrfTokens = \"csrfTokens\"\n",
            "const defaultTokenJWT = \"jwt,pub-key=./a/server.crt,priv-key=./a/server.key,sign-method=RS256\"\n",
        ],
        bad: ["var password = \"f62e5bcda4fae4f82370da0c6f20697b8f8447ef\"\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for file in code.files {
            let tree = file.tree
            for index in 1..<max(1, UInt32(tree.nodeCount)) {
                let node = Node(index: index)
                switch tree.syntax(node) {
                case .assign(_, let left, let right):
                    for (place, target) in tree.nodes(left).enumerated() {
                        judge(name(target, tree), tree.element(place, of: right), node, file, code, report)
                    }
                case .valueSpec(let names, _, let values):
                    for (place, target) in tree.nodes(names).enumerated() {
                        judge(tree.name(of: target), tree.element(place, of: values), node, file, code, report)
                    }
                case .binary(let op, let left, let right) where op == .equal || op == .notEqual:
                    judge(name(left, tree), right, node, file, code, report)
                    judge(name(right, tree), left, node, file, code, report)
                case .keyValue(let key, let value):
                    let text = tree.kind(key) == .literal ? code.string(key, in: file) ?? "" : tree.name(of: key)
                    judge(text, value, node, file, code, report)
                default: break
                }
            }
        }
    }

    private static func name(_ node: Node, _ tree: GoFile) -> String {
        switch tree.syntax(tree.unparen(node)) {
        case .identifier: return tree.name(of: tree.unparen(node))
        case .selector(_, let field): return tree.name(of: field)
        default: return ""
        }
    }

    private static func judge(
        _ name: String, _ value: Node, _ place: Node, _ file: FileInfo, _ code: GoCode, _ report: GoReport
    ) {
        guard !value.isNone, !name.isEmpty else { return }
        let tree = file.tree
        let node = tree.unparen(value)
        guard case .literal(.string) = tree.syntax(node), tree.range(of: node).count > 6,
            let text = code.string(node, in: file)
        else { return }
        if KnownSecrets.matches(text) {
            report.add(place, in: file, "\(name) holds what looks like a key of a known service", confidence: .high)
            return
        }
        guard isSecretName(name), isRandom(text), !isSpokenText(text, name) else { return }
        report.add(place, in: file, "\(name) gets a value that looks like a secret")
    }

    private static let parts = ["passwd", "pass", "pwd", "secret", "token", "pw", "apikey", "bearer", "cred"]

    static func isSecretName(_ name: String) -> Bool {
        let lower = name.lowercased()
        return parts.contains { lower.contains($0) }
    }

    /// The name of a thing rather than the thing: a header (`X-Aws-Ec2-Metadata-Token`), what the variable is called
    /// itself, a list of settings.
    static func isSpokenText(_ text: String, _ name: String) -> Bool {
        let letters = { (text: String) in text.lowercased().utf8.filter { $0 >= 0x61 && $0 <= 0x7A } }
        if letters(text) == letters(name) { return true }
        let bytes = text.utf8
        if bytes.contains(UInt8(ascii: ",")), bytes.contains(UInt8(ascii: "=")) { return true }
        let words = bytes.split { $0 == 0x2D || $0 == 0x5F || $0 == 0x2E || $0 == 0x20 }
        guard words.count >= 3 else { return false }
        return words.allSatisfy { word in
            // Letters first, then at most two digits, all of one case but the first.
            let tail = word.drop { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
            let head = word.dropLast(tail.count)
            return word.count <= 12 && !head.isEmpty && tail.count <= 2 && tail.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
                && (head.dropFirst().allSatisfy { $0 & 0x20 != 0 } || head.allSatisfy { $0 & 0x20 == 0 })
        }
    }

    /// Whether a text is too random for a name or a sentence: classes of characters and how often they change, over the
    /// first 16.
    static func isRandom(_ text: String) -> Bool {
        let bytes = Array(text.utf8.prefix(16))
        guard bytes.count >= 8 else { return false }
        var classes = Set<Int>()
        var changes = 0
        var last = -1
        var distinct = Set<UInt8>()
        for byte in bytes {
            let kind: Int
            switch byte {
            case 0x30...0x39: kind = 0
            case 0x61...0x7A: kind = 1
            case 0x41...0x5A: kind = 2
            case 0x20, 0x2D, 0x5F, 0x2E, 0x2F, 0x3A: kind = 3
            default: kind = 4
            }
            if kind == 3 { continue }
            classes.insert(kind)
            distinct.insert(byte)
            if last >= 0, kind != last { changes += 1 }
            last = kind
        }
        if text.contains("://") || text.contains("%s") || text.contains("%d") || text.contains("{{")
            || text.contains("${")
        {
            return false
        }
        guard distinct.count >= 7 else { return false }
        let hasDigits = classes.contains(0)
        let hasLetters = classes.contains(1) || classes.contains(2)
        if hasDigits && hasLetters { return changes >= 3 }
        if classes.contains(1) && classes.contains(2) {
            // CamelCase has few changes and words; random letters change often, or hold no vowels.
            return changes >= 6 || isUnpronounceable(bytes)
        }
        if classes.contains(4) { return changes >= 4 && !text.contains(" ") }
        return false
    }

    private static func isUnpronounceable(_ bytes: [UInt8]) -> Bool {
        var run = 0
        var longest = 0
        for byte in bytes {
            switch byte | 0x20 {
            case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
                UInt8(ascii: "y"):
                run = 0
            case 0x61...0x7A: run += 1
            default: run = 0
            }
            longest = max(longest, run)
        }
        return longest >= 5
    }
}
