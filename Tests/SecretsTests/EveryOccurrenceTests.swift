import Testing

@testable import Secrets

/// A file that holds many secrets of one kind tells all of them, wherever they stand.
struct EveryOccurrenceTests {
    private func values(_ text: String, _ path: String) -> [String] {
        SecretScanner(SecretScanOptions(showsSecrets: true)).scan(text: text, path: path).map {
            "\($0.ruleID.dropFirst(7).lowercased()) \($0.line ?? 0) \($0.shown)"
        }
    }

    private func password(_ number: Int) -> String { "Vq7" + "xPw\(number)-Lm9Zr4t" }

    private func state(_ resources: String, version: String = "\"terraform_version\": \"1.9.2\",") -> String {
        "{\n  \"version\": 4,\n  \(version)\n  \"resources\": [\n\(resources)\n  ]\n}\n"
    }

    @Test func terraformStateTellsEachSecret() {
        let filler = String(repeating: "      \"description\": \"a resource of no interest\",\n", count: 800)
        let resources = """
            {"type": "aws_db_instance", "attributes": {"address": "db.corp", "password": "\(password(1))"}},
            {"type": "azuread_application_password", "attributes": {"client_secret": "\(password(2))"}},
            {"type": "x", "attributes": {
            \(filler)  "master_password": "\(password(3))", "password": null, "admin_password": ""}}
            """
        #expect(
            values(state(resources), "terraform.tfstate") == [
                "terraform-state-secret 5 \(password(1))", "terraform-state-secret 6 \(password(2))",
                "terraform-state-secret 808 \(password(3))",
            ])
        #expect(values(state(resources, version: ""), "other.json").count < 3)
        let made =
            "{\"type\": \"random_password\", \"attributes\": {\"bcrypt_hash\": \"none\", \"length\": 16, \"result\": \"\(password(4))\"}}"
        #expect(values(state(made), "a.tfstate") == ["terraform-random-password 5 \(password(4))"])
        let output = """
            {"terraform_version": "1.9.2", "outputs": {
              "db": {"value": "\(password(5))", "type": "string", "sensitive": true},
              "url": {"value": "ab\(password(6))", "type": "string"},
              "key": {"value": "\(password(7))", "type": "string", "sensitive": true}}}
            """
        #expect(
            values(output, "a.tfstate") == [
                "terraform-sensitive-output 2 \(password(5))", "terraform-sensitive-output 4 \(password(7))",
            ])
    }

    @Test func kubeconfigsTellEachUser() {
        let token = { (number: Int) in "q9e7f2itKU4cm26fwdLFvuguwz0tjf\(number)".shuffledBySeed }
        let yaml = """
            apiVersion: v1
            kind: Config
            clusters:
            - name: one
              cluster: {server: "https://one.corp"}
            users:
            - name: one
              user:
                token: \(token(1))
            - name: two
              user:
                token: "\(token(2))"
            - name: three
              user:
                username: admin
                password: \(password(3))
            """
        #expect(
            values(yaml, ".kube/config") == [
                "kubeconfig-token 9 \(token(1))", "kubeconfig-token 12 \(token(2))",
                "kubeconfig-password 16 \(password(3))",
            ])
        let json =
            "{\"kind\":\"Config\",\"users\":[{\"user\":{\"token\":\"\(token(4))\"}},{\"user\":{\"token\":\"\(token(5))\"}}]}"
        #expect(
            values(json, "config.json").map { $0.split(separator: " ").last.map(String.init) } == [token(4), token(5)])
        let part = "users:\n- name: a\n  user:\n    token: \(token(6))\n"
        #expect(values(part, "part.yaml") == ["kubeconfig-token 4 \(token(6))"])
        #expect(values("users:\n  total: 3\ntoken: \(token(6))\n", "other.yaml").first?.contains("kubeconfig") != true)
        let map = "kind: ConfigMap\ndata:\n  password: \(password(1))\n"
        #expect(values(map, "map.yaml").isEmpty)
    }

    @Test func netrcAndPypircTellEachEntry() {
        let netrc = """
            machine one.corp
              login bot
              password \(password(1))
            machine two.corp login bot account x password \(password(2))
            default login anonymous password \(password(3))
            """
        #expect(
            values(netrc, "root/.netrc") == [
                "netrc-password 3 \(password(1))", "netrc-password 4 \(password(2))",
                "netrc-password 5 \(password(3))",
            ])
        #expect(values(netrc.replacing("\n", with: "\r\n"), "home/a/_netrc").count == 3)
        let pypirc = """
            [distutils]
            index-servers = pypi corp
            [pypi]
            username = bot
            password = \(password(1))
            [corp]
            username: bot
            password: \(password(2))
            repository: https://pypi.corp/simple
            """
        #expect(
            values(pypirc, ".pypirc").map { $0.split(separator: " ").last.map(String.init) } == [
                password(1), password(2),
            ])
    }

    @Test func aWebKeySetTellsEachKey() {
        let secret = { (number: Int) in "q9e7f2itKU4cm26fwdLFvuguwz0tjf8xPw3Lm9Zr4-\(number)".shuffledBySeed }
        let keys =
            "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"\(secret(1))\"},{\"crv\":\"Ed25519\",\"d\":\"\(secret(2))\",\"kty\":\"OKP\"}]}"
        #expect(values(keys, "keys.json") == ["jwk-private-key 1 \(secret(1))", "jwk-private-key 1 \(secret(2))"])
    }

    @Test func aManifestTellsEachValue() {
        let lines = (1...200).map { "  key\($0): \(EncodedText.encode(Array(("v\($0)" + password(3)).utf8)).text)" }
        let yaml = "apiVersion: v1\nkind: Secret\ndata:\n" + lines.joined(separator: "\n") + "\n"
        #expect(values(yaml, "a.yaml").count == 200)
        let exported = "apiVersion: v1\ndata:\n" + lines.prefix(150).joined(separator: "\n") + "\nkind: Secret\n"
        #expect(values(exported, "a.yaml").count == 150)
    }
}

extension [UInt8] {
    fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
