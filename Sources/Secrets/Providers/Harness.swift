extension Provider {
    static let harness = Provider(
        "Harness", revocation: "Harness → profile → API keys",
        [
            .token(
                "harness-api-key", "Harness API key", ["pat.", "sat."],
                "[a-zA-Z0-9_-]{22}\\.[a-zA-Z0-9]{24}\\.[a-zA-Z0-9]{20}")
        ])
}
