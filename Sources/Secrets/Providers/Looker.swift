extension Provider {
    static let looker = Provider(
        "Looker", revocation: "Looker → admin → users",
        [
            .assigned("looker-client-id", "Looker client id", ["looker"], Form.alphanumeric(20)).identifier(),
            .assigned("looker-client-secret", "Looker client secret", ["looker"], Form.alphanumeric(24)),
        ])
}
