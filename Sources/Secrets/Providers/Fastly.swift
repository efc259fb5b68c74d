extension Provider {
    static let fastly = Provider(
        "Fastly", revocation: "manage.fastly.com → API tokens",
        [
            .assigned("fastly-api-token", "Fastly API token", ["fastly"], Form.extended(32))
        ])
}
