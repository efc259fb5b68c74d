extension Provider {
    static let snyk = Provider(
        "Snyk", revocation: "app.snyk.io/account",
        [
            .assigned("snyk-api-token", "Snyk API token", ["snyk"], Form.uuid)
        ])
}
