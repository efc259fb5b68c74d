import Artifacts
import Testing

@testable import Secrets

struct RedactorTests {
    let redactor = SecretRedactor()

    @Test func textsLoseTheirSecretsOnly() {
        let token = Samples.gitHub(3)
        let text = "-X main.token=\(token) -X main.version=1.2.3"
        let secrets = redactor.secrets(in: [text])
        let clean = SecretRedactor.redacted(text, secrets)
        #expect(clean == "-X main.token=ghp_…\(token.suffix(4)) -X main.version=1.2.3")
        #expect(SecretRedactor.redacted("\(token)\(token)", secrets).contains(token) == false)
        #expect(
            SecretRedactor.redacted("-X main.dbPassword=Vq7x1", redactor.secrets(in: ["-X main.dbPassword=Vq7x1"]))
                == "-X main.dbPassword=V…1")
        #expect(redactor.secrets(in: ["GOOS=linux", "-trimpath", ""]).isEmpty)
        let encoded = String(decoding: EncodedText.encode(Array("\n\(token)\n".utf8)), as: UTF8.self)
        let line = "config=\(encoded)"
        #expect(!SecretRedactor.redacted(line, redactor.secrets(in: [line])).contains(encoded))
    }

    @Test func literalsOfALineAreCutDown() {
        let line = "const password = \"Vq7\" + `xPw2\"-Lm9Zr4` // it's"
        #expect(SecretRedactor.withoutLiterals(line) == "const password = \"…\" + `xP…r4` // it'…")
        #expect(SecretRedactor.withoutLiterals("f(\"a\\\"bcdefghij\")") == "f(\"a\\…ij\")")
        #expect(SecretRedactor.withoutLiterals("none") == "none")
    }

    @Test func settingsOfImagesAreHiddenWhereverTheyAreTold() {
        let password = "Vq7" + "xPw2-Lm9Zr4"
        let configuration = ImageConfiguration(
            environment: ["PATH=/usr/bin", "DB_PASSWORD=\(password)"],
            history: [.init(createdBy: "RUN |1 NPM_TOKEN=\(password)x /bin/sh -c npm ci")])
        let secrets = redactor.secrets(in: configuration)
        for text in configuration.environment + ["ENV DB_PASSWORD=\(password)", "RUN |1 NPM_TOKEN=\(password)x npm ci"]
        {
            #expect(!SecretRedactor.redacted(text, secrets).contains(password))
        }
        #expect(SecretRedactor.redacted("PATH=/usr/bin", secrets) == "PATH=/usr/bin")
    }
}
