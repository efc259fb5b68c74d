extension Provider {
    static let squarespace = Provider(
        "Squarespace", revocation: "Squarespace → developer API keys",
        [
            .assigned("squarespace-access-token", "Squarespace API key", ["squarespace"], Form.uuid)
        ])
}
