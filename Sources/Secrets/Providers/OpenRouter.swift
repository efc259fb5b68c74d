extension Provider {
    static let openRouter = Provider(
        "OpenRouter", revocation: "openrouter.ai/keys",
        [
            .token("openrouter-api-key", "OpenRouter API key", ["sk-or-v1-"], Form.hex(64), entropy: 3)
        ])
}
