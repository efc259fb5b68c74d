import Findings

extension Provider {
    static let connectionStrings = Provider(
        "the server that the address names", revocation: "change the password of that account",
        [
            SecretRule(
                card: SecretRule.card("url-credentials", "Password in a URL", .high, confidence: .medium),
                shape: .urlCredentials),
            .located(
                "ado-connection-string", "Password in a connection string", near: ["Password=", "Pwd="], back: 0,
                "(?:Password|Pwd)=([^;\"'\\s<>{}$%]{6,128})(?:;|\")", anyCase: true
            ).with(.password).only(in: .strict),
        ])
}
