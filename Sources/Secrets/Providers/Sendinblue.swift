extension Provider {
    static let sendinblue = Provider(
        "Brevo", revocation: "app.brevo.com → SMTP and API",
        [
            .token(
                "sendinblue-api-token", "Brevo (Sendinblue) API key", ["xkeysib-"], "[a-f0-9]{64}-[a-z0-9]{16}",
                entropy: 2, anyCase: true),
            .token(
                "sendinblue-smtp-key", "Brevo (Sendinblue) SMTP key", ["xsmtpsib-"], "[a-f0-9]{64}-[a-zA-Z0-9]{16}",
                entropy: 2),
        ])
}
