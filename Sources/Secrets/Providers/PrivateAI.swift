extension Provider {
    static let privateAI = Provider(
        "Private AI", revocation: "Private AI portal",
        [
            .assigned(
                "privateai-api-token", "Private AI API key", ["privateai", "private_ai", "private-ai"], "[a-z0-9]{32}",
                entropy: 3, exactCase: true)
        ])
}
