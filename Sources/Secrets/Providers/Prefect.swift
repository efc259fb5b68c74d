extension Provider {
    static let prefect = Provider(
        "Prefect", revocation: "app.prefect.cloud → API keys",
        [
            .token("prefect-api-token", "Prefect API key", ["pnu_"], "[a-z0-9]{36}", entropy: 2)
        ])
}
