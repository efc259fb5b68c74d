import Findings
import GoSource

/// Two messages under one key and nonce give away each other, with GCM even the key for tags.
struct FixedNonce: GoRule {
    static let card = RuleCard(
        id: "DD-GO-NONCE", title: "Fixed nonce or initialization vector", severity: .high,
        why: "Two messages under one key and nonce give away each other, with GCM even the key for tags.",
        repair: "Fill it from crypto/rand for each message.", maps: [.gosec("G407"), .cwe(1204)])
    static let examples = Examples(
        good: [
            "import (\n\"crypto/cipher\"\n\"crypto/rand\"\n)\nfunc f(b cipher.Block) { iv := make([]byte, 16); rand.Read(iv); cipher.NewCTR(b, iv) }\n"
        ],
        bad: ["import \"crypto/cipher\"\nfunc f(b cipher.Block) { cipher.NewCTR(b, []byte(\"0123456789012345\")) }\n"])

    private static let places: [String: (count: Int, place: Int)] = [
        "crypto/cipher.AEAD.Seal": (4, 1), "crypto/cipher.NewCBCEncrypter": (2, 1),
        "crypto/cipher.NewCFBEncrypter": (2, 1),
        "crypto/cipher.NewCTR": (2, 1), "crypto/cipher.NewOFB": (2, 1),
    ]

    static func check(_ code: GoCode, _ report: GoReport) {
        guard code.importsPackage("crypto/cipher") else { return }
        for call in code.calls {
            var name = call.name
            if case .value(let object) = call.callee {
                // A variable that holds one of the functions.
                for definition in code.definitions[object] ?? [] where !definition.value.isNone {
                    let held = code.name(of: definition.value, in: definition.file)
                    if places[held] != nil { name = held }
                }
            }
            guard let (count, place) = places[name], call.argumentCount == count else { continue }
            var buffers = FixedBuffers(code)
            for site in buffers.fixedSites(call.argument(place), call.file, call.node, 0) {
                report.add(site.node, in: site.file, "the nonce of \(name) is fixed")
            }
        }
    }
}
