extension Provider {
    static let anthropic = Provider(
        "Anthropic", revocation: "console.anthropic.com → API keys",
        [
            .token(
                "anthropic-admin-api-key", "Anthropic admin API key", ["sk-ant-admin01-"], "[a-zA-Z0-9_-]{93}AA",
                .critical),
            .token("anthropic-api-key", "Anthropic API key", ["sk-ant-api03-"], "[a-zA-Z0-9_-]{93}AA", .critical),
            .token(
                "anthropic-oauth-token", "Anthropic OAuth token", ["sk-ant-oat01-", "sk-ant-ort01-"],
                "[a-zA-Z0-9_-]{80,120}", .critical),
        ])
}
