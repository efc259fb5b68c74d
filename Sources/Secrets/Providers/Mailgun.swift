extension Provider {
    static let mailgun = Provider(
        "Mailgun", revocation: "app.mailgun.com → API security",
        [
            .assigned("mailgun-private-api-token", "Mailgun private API key", ["mailgun"], "key-[a-f0-9]{32}"),
            .assigned("mailgun-pub-key", "Mailgun public validation key", ["mailgun"], "pubkey-[a-f0-9]{32}", .low),
            .assigned(
                "mailgun-signing-key", "Mailgun webhook signing key", ["mailgun"],
                "[a-h0-9]{32}-[a-h0-9]{8}-[a-h0-9]{8}"),
        ])
}
