extension Provider {
    static let databricks = Provider(
        "Databricks", revocation: "workspace → user settings → access tokens",
        [
            .token("databricks-api-token", "Databricks access token", ["dapi"], "[a-f0-9]{32}(?:-[0-9])?", entropy: 3)
        ])
}
