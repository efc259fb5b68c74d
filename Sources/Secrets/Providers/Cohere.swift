extension Provider {
    static let cohere = Provider(
        "Cohere", revocation: "dashboard.cohere.com/api-keys",
        [
            .assigned(
                "cohere-api-token", "Cohere API key", ["cohere", "CO_API_KEY"], "[a-zA-Z0-9]{40}", entropy: 4,
                exactCase: true)
        ])
}
