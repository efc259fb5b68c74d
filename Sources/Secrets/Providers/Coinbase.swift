extension Provider {
    static let coinbase = Provider(
        "Coinbase", revocation: "Coinbase developer platform → API keys",
        [
            .assigned("coinbase-access-token", "Coinbase access token", ["coinbase"], "[a-z0-9_-]{64}")
        ])
}
