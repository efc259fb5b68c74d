extension Provider {
    static let freshBooks = Provider(
        "FreshBooks", revocation: "FreshBooks → developer portal",
        [
            .assigned("freshbooks-access-token", "FreshBooks access token", ["freshbooks"], Form.alphanumeric(64))
        ])
}
