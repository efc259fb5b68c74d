extension Provider {
    static let xai = Provider(
        "xAI", revocation: "console.x.ai",
        [
            .token("xai-api-key", "xAI API key", ["xai-"], "[a-zA-Z0-9]{80}", entropy: 4)
        ])
}
