import Artifacts
import Findings
import Testing

@testable import Secrets

struct CredentialFileTests {
    let scanner = SecretScanner(SecretScanOptions(showsSecrets: true))
    let password = "Vq7" + "xPw2-Lm9Zr4"

    private func encoded(_ text: String) -> String {
        String(decoding: EncodedText.encode(Array(text.utf8)), as: UTF8.self)
    }

    private func shown(_ text: String, _ path: String) -> [String] {
        scanner.scan(text: text, path: path).map { "\($0.ruleID.dropFirst(7)) \($0.shown)" }
    }

    @Test func credentialFilesAreRead() {
        let auth = encoded("robot:\(password)")
        #expect(
            shown("{\"auths\": {\"r.corp\": {\"auth\": \"\(auth)\"}}}", "root/.docker/config.json") == [
                "DOCKER-CONFIG-AUTH \(auth)"
            ])
        #expect(
            shown("machine r.corp login bot password \(password)\n", "root/.netrc") == ["NETRC-PASSWORD \(password)"])
        #expect(shown("//npm.corp/:_authToken=\(password)\n", ".npmrc") == ["NPMRC-AUTH \(password)"])
        #expect(shown("[pypi]\nusername = bot\npassword = \(password)\n", ".pypirc") == ["PYPIRC-PASSWORD \(password)"])
        #expect(
            shown("GOPROXY=https://bot:\(password)@proxy.corp,direct\n", "go.env") == ["URL-CREDENTIALS \(password)"])
        #expect(
            shown("DATABASE_URL=postgres://app:\(password)@db.corp/app\n", ".env") == ["URL-CREDENTIALS \(password)"])
    }

    @Test func kubernetesSecretsAreDecoded() {
        let yaml = """
            apiVersion: v1
            kind: Secret
            metadata:
              name: db
            data:
              username: \(encoded("app"))
              password: \(encoded(password))
            ---
            kind: ConfigMap
            data:
              note: \(encoded("other-" + password))
            """
        let facts = scanner.scan(text: yaml, path: "db.yaml")
        #expect(facts.map(\.shown) == [password])
        #expect(facts.first?.line == 7)
        #expect(facts.first?.evidence.prefix(2) == ["key “password”", "base64-encoded"])
        let json = "{\"kind\": \"Secret\", \"stringData\": {\"password\": \"\(password)\", \"host\": \"db.corp\"}}"
        #expect(scanner.scan(text: json, path: "db.json").map(\.shown) == [password])
        #expect(scanner.scan(text: "kind: Secret\ndata:\n  a name without a value\n", path: "a.yaml").isEmpty)
        #expect(scanner.scan(text: "kind: SecretList\ndata:\n  a: \(encoded(password))\n", path: "a.yaml").isEmpty)
    }

    @Test func commentsAcceptASecret() {
        let token = Samples.gitHub(2)
        for mark in ["drydock:allow", "gitleaks:allow"] {
            let fact = scanner.scan(text: "a\nt=\(token) # \(mark)\n", path: "a").first
            #expect(fact?.isAllowedInline == true)
        }
        #expect(scanner.scan(text: "# drydock:allow\nt=\(token)\n", path: "a").first?.isAllowedInline == false)
        let judged = SecretJudge(scanner).findings(
            of: scanner.scan(text: "t=\(token) # drydock:allow", path: "a").map { ("a", $0) })
        #expect(judged.findings.isEmpty && judged.suppressed.map(\.cause) == ["ignored"])
    }

    @Test func secretsAreRedactedAndRecognisedAgain() throws {
        let token = Samples.gitHub(6)
        let scanner = SecretScanner()
        let first = try #require(scanner.scan(text: "t=\(token)\n", path: "a").first)
        let moved = try #require(scanner.scan(text: "\n\n\n  t=\(token)\n", path: "a").first)
        let elsewhere = try #require(scanner.scan(text: "t=\(token)\n", path: "b").first)
        #expect(first.shown == "ghp_…" + token.suffix(4))
        #expect(first.fingerprint == moved.fingerprint && moved.line == 4)
        #expect(first.fingerprint != elsewhere.fingerprint && first.secretDigest == elsewhere.secretDigest)
        #expect(Redaction.shown("short") == "s…t" && Redaction.shown("abc") == "…")
        let finding = try #require(SecretJudge(scanner).findings(of: [("a", first)]).findings.first)
        #expect(!"\(finding)".contains(token))
    }

    @Test func whatALaterLayerHidesIsStillThere() throws {
        let scanner = SecretScanner()
        let fact = try #require(scanner.scan(text: "t=\(Samples.gitHub(6))\n", path: "a").first)
        let hidden = LocatedFact(
            path: "a", layer: LayerReference(index: 1), visibility: .hidden(byLayer: 3), fact: fact)
        let finding = SecretJudge(scanner).findings(in: PassResult(facts: [hidden]), scanner: scanner).findings.first
        #expect(
            finding?.message?.contains("deleted or replaced in layer 3, and still recoverable from layer 1") == true)
        #expect(finding?.location?.layer?.index == 1)
        let copy = LocatedFact(path: "a", layer: LayerReference(index: 3), fact: fact)
        let both = SecretJudge(scanner).findings(in: PassResult(facts: [hidden, copy]), scanner: scanner).findings
        #expect(both.count == 1 && both.first?.location?.layer?.index == 3 && both.first?.otherLocations.count == 1)
    }

    @Test func imageConfigurationsAreRead() {
        let configuration = ImageConfiguration(
            environment: [
                "PATH=/usr/bin", "DB_PASSWORD=\(password)", "TOKEN_FILE=/run/secrets/token", "API_TOKEN=${X}",
            ],
            labels: ["org.key": "t=\(Samples.gitHub(7))"],
            history: [.init(createdBy: "RUN |1 NPM_TOKEN=\(password)x /bin/sh -c npm ci # buildkit")])
        let facts = scanner.scan(imageConfiguration: configuration)
        #expect(
            facts.map { "\($0.member ?? "") \($0.ruleID.dropFirst(7)) \($0.shown)" }.sorted() == [
                "environment DB_PASSWORD IMAGE-SETTING \(password)", "history line 1 IMAGE-SETTING \(password)x",
                "label org.key GITHUB-PAT \(Samples.gitHub(7))",
            ])
    }
}
