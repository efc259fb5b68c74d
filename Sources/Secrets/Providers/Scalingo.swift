extension Provider {
    static let scalingo = Provider(
        "Scalingo", revocation: "dashboard.scalingo.com → tokens",
        [
            .token("scalingo-api-token", "Scalingo API token", ["tk-us-"], "[a-zA-Z0-9_-]{48}", entropy: 2)
        ])
}
