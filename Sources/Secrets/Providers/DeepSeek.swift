extension Provider {
    static let deepSeek = Provider(
        "DeepSeek", revocation: "platform.deepseek.com/api_keys",
        [
            .assigned("deepseek-api-key", "DeepSeek API key", ["deepseek"], "sk-[a-f0-9]{32}", entropy: 3)
        ])
}
