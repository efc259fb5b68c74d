extension Provider {
    static let bittrex = Provider(
        "Bittrex", revocation: "Bittrex → API keys",
        [
            .assigned("bittrex-access-key", "Bittrex access key", ["bittrex"], Form.alphanumeric(32)),
            .assigned("bittrex-secret-key", "Bittrex secret key", ["bittrex"], Form.alphanumeric(32)),
        ])
}
