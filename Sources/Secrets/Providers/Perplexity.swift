extension Provider {
    static let perplexity = Provider(
        "Perplexity", revocation: "perplexity.ai/settings/api",
        [
            .token("perplexity-api-key", "Perplexity API key", ["pplx-"], "[a-zA-Z0-9]{48}", entropy: 4)
        ])
}
