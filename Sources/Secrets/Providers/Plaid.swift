extension Provider {
    static let plaid = Provider(
        "Plaid", revocation: "dashboard.plaid.com/developers/keys",
        [
            .assigned(
                "plaid-api-token", "Plaid access token", ["plaid"],
                "access-(?:sandbox|development|production)-" + Form.uuid),
            .assigned("plaid-client-id", "Plaid client id", ["plaid"], Form.alphanumeric(24), entropy: 3.5)
                .identifier(),
            .assigned("plaid-secret-key", "Plaid secret", ["plaid"], Form.alphanumeric(30), entropy: 3.5),
        ])
}
