extension Provider {
    static let algolia = Provider(
        "Algolia", revocation: "Algolia dashboard → API keys",
        [
            .assigned("algolia-api-key", "Algolia API key", ["algolia"], Form.alphanumeric(32))
        ])
}
