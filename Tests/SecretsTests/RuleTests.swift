import Findings
import Testing

@testable import Secrets

struct RuleTests {
    static let all = SecretScanner(SecretScanOptions(selection: .init(profile: .all), showsSecrets: true))

    /// Rules whose checks no random text passes; each has a test of its own.
    static let madeByHand: Set<String> = [
        "jwt", "jwt-base64", "docker-config-auth", "kubeconfig-client-key", "gcp-api-key", "htpasswd-hash",
        "terraform-state-secret",
    ]

    static let everyMark = "{\"terraform_version\": \"1.9\"}\ncurrent-context: a\nusers:\n"

    @Test func everyRuleFindsWhatItsFormMakes() {
        let worker = SecretWorker(Self.all.engine)
        for rule in SecretRules.all {
            let alias = rule.alias ?? String(rule.id.dropFirst(7)).lowercased()
            guard !Self.madeByHand.contains(alias) else { continue }
            var isFound = false
            var tried: [String] = []
            for seed in 1...6 where !isFound {
                var maker = SampleMaker(seed: UInt64(seed * 7919))
                guard let sample = maker.text(for: rule) else {
                    isFound = true
                    continue
                }
                tried.append(sample.text)
                var text = (rule.within.isEmpty ? "" : Self.everyMark) + sample.text
                let path =
                    switch rule.path {
                    case let path? where path.contains("netrc"): ".netrc"
                    case let path? where path.contains("pypirc"): ".pypirc"
                    case nil: "a.conf"
                    default: "a.tf"
                    }
                let facts = text.withUTF8 {
                    Self.all.scan(text: UnsafeRawBufferPointer($0), path: path, worker: worker)
                }
                isFound = facts.contains {
                    $0.aliases.contains(alias) || $0.aliases.contains(rule.id) || $0.ruleID == rule.id
                }
            }
            #expect(isFound, "\(alias): \(tried.first ?? "")")
        }
    }

    @Test func noRuleFindsItsFormCutShort() {
        let worker = SecretWorker(Self.all.engine)
        for rule in SecretRules.all {
            guard case .token(_, let body) = rule.shape, let pattern = try? Pattern(body),
                let longest = pattern.longest,
                longest < 300
            else { continue }
            var maker = SampleMaker(seed: 3)
            guard let secret = maker.text(for: rule)?.secret, secret.count > 12,
                // Only where the length is fixed.
                !body.contains(",") && !body.contains("+") && !body.contains("*") && !body.contains("?")
            else { continue }
            var text = "value: \"\(secret.dropLast())\"\n"
            let facts = text.withUTF8 {
                Self.all.scan(text: UnsafeRawBufferPointer($0), path: "a.conf", worker: worker)
            }
            #expect(!facts.contains { $0.ruleID == rule.id }, "\(rule.id): \(text)")
        }
    }

    @Test func everyPatternCompilesAndEveryCardIsComplete() throws {
        for rule in SecretRules.all {
            let patterns: [String] =
                switch rule.shape {
                case .token(_, let body): [body]
                case .assigned(_, let value): [value]
                case .located(_, let pattern, _): [pattern]
                default: []
                }
            for pattern in patterns + [rule.path].compactMap(\.self) {
                #expect(throws: Never.self) { _ = try Pattern(pattern) }
            }
            #expect(rule.id.hasPrefix("DD-SEC-"))
            #expect(!rule.card.title.isEmpty && !rule.card.why.isEmpty && !rule.card.repair.isEmpty)
            #expect(rule.card.cwe == [798])
        }
        #expect(Set(SecretRules.all.map(\.id)).count > 270)
    }

    @Test func placeholdersAreNoSecrets() {
        let usual = SecretScanner()
        for text in [
            "token = \"ghp_" + String(repeating: "x", count: 36) + "\"", "aws_key = AKIA" + "IOSFODNN7EXAMPLE",
            "password: changeme", "api_key = ${API_KEY}", "https://user:password@host.example.com/",
            "glpat-" + "XXXXXXXXXXXXXXXXXXXX", "secret = \"your-secret-goes-here-12345\"",
            "token = get_session_token(user.id)", "SECRET_KEY=changeme-1234567890",
        ] {
            #expect(usual.scan(text: text, path: "a.conf").isEmpty, "\(text)")
        }
    }

    @Test func checksumsDecide() {
        let body = "0123456789abcdefghijABCDEFGHIJ".shuffledBySeed
        let right = "ghp_" + body + Self.base62(Checksum.crc32(Array(body.utf8)))
        let wrong = "ghp_" + body + "000000"
        let usual = SecretScanner()
        let facts = usual.scan(text: "t=\(right)", path: "a")
        #expect(facts.map(\.ruleID) == ["DD-SEC-GITHUB-PAT"])
        #expect(facts.first?.evidence.contains("its checksum is right") == true)
        #expect(usual.scan(text: "t=\(wrong)", path: "a").isEmpty)
        #expect(Self.all.scan(text: "t=\(wrong)", path: "a").first?.confidence == .low)
    }

    static func base62(_ value: UInt32) -> String {
        var value = UInt64(value)
        var digits: [UInt8] = []
        for _ in 0..<6 {
            digits.insert(Checksum.base62[Int(value % 62)], at: 0)
            value /= 62
        }
        return String(decoding: digits, as: UTF8.self)
    }

    @Test func anAccessKeyTellsItsAccount() {
        // The example of the method's author: the account of this id is public.
        #expect(Checksum.awsAccount("ASIA" + "Q" + "NZGKIQY56JQ7WML") == "029608264753")
    }

    @Test func webTokensNeedTheirClaims() {
        func part(_ text: String) -> String {
            String(decoding: EncodedText.encode(Array(text.utf8)).filter { $0 != 0x3D }, as: UTF8.self)
        }
        let signature = String("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ012".shuffledBySeed.prefix(43))
        let real = [part(#"{"alg":"HS256","typ":"JWT"}"#), part(#"{"iss":"https://id.corp","sub":"a1"}"#), signature]
        let empty = [part(#"{"alg":"HS256","typ":"JWT"}"#), part(#"{"some":"payload of a manual"}"#), signature]
        let usual = SecretScanner()
        let facts = usual.scan(text: "jwt: " + real.joined(separator: "."), path: "a")
        #expect(facts.map(\.ruleID) == ["DD-SEC-JWT"])
        #expect(facts.first?.evidence == ["issued by https://id.corp"])
        #expect(usual.scan(text: "jwt: " + empty.joined(separator: "."), path: "a").isEmpty)
        let encoded = String(decoding: EncodedText.encode(Array(real.joined(separator: ".").utf8)), as: UTF8.self)
        #expect(usual.scan(text: "x: \(encoded)\n", path: "a").contains { $0.aliases.contains("jwt-base64") })
    }

    @Test func selectionAddsAndRemoves() {
        let text = "lookerToken = \"" + "h6n08k5yd2jiksitlilz".shuffledBySeed + "\""
        #expect(SecretScanner().scan(text: text, path: "a").isEmpty)
        let added = SecretScanner(SecretScanOptions(selection: RuleSelection(parsing: "looker-client-id")))
        #expect(added.scan(text: text, path: "a").map(\.ruleID) == ["DD-SEC-LOOKER-CLIENT-ID"])
        let removed = SecretScanner(SecretScanOptions(selection: RuleSelection(parsing: "all,-looker-client-id")))
        #expect(!removed.scan(text: text, path: "a").contains { $0.ruleID == "DD-SEC-LOOKER-CLIENT-ID" })
    }
}

extension String {
    /// The same characters in another order, always the same one.
    var shuffledBySeed: String {
        var bytes = Array(utf8)
        var state: UInt64 = 88_172_645_463_325_252
        for index in stride(from: bytes.count - 1, to: 0, by: -1) {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            bytes.swapAt(index, Int(state % UInt64(index + 1)))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
