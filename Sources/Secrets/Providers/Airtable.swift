extension Provider {
    static let airtable = Provider(
        "Airtable", revocation: "airtable.com/create/tokens",
        [
            .assigned("airtable-api-key", "Airtable API key", ["airtable"], Form.alphanumeric(17)),
            .assigned(
                "airtable-personnal-access-token", "Airtable personal access token", ["airtable"],
                "pat[0-9a-z]{14}\\.[0-9a-f]{64}"),
        ])
}
