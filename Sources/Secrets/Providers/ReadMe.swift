extension Provider {
    static let readMe = Provider(
        "ReadMe", revocation: "dash.readme.com → API keys",
        [
            .token("readme-api-token", "ReadMe API key", ["rdme_"], "[a-z0-9]{70}", entropy: 2)
        ])
}
