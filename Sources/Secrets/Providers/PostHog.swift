extension Provider {
    static let postHog = Provider(
        "PostHog", revocation: "PostHog → personal API keys",
        [
            .token("posthog-personal-api-key", "PostHog personal API key", ["phx_"], "[a-zA-Z0-9]{43,48}", entropy: 3)
        ])
}
