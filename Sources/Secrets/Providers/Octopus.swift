extension Provider {
    static let octopus = Provider(
        "Octopus Deploy", revocation: "Octopus → profile → API keys",
        [
            .token("octopus-deploy-api-key", "Octopus Deploy API key", ["API-"], "[A-Z0-9]{26}", entropy: 3)
        ])
}
