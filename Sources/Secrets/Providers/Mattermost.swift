extension Provider {
    static let mattermost = Provider(
        "Mattermost", revocation: "Mattermost → profile → security",
        [
            .assigned("mattermost-access-token", "Mattermost access token", ["mattermost"], Form.alphanumeric(26))
        ])
}
