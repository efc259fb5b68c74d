extension Provider {
    static let twitter = Provider(
        "X (Twitter)", revocation: "developer.x.com → the app's keys",
        [
            .assigned("twitter-access-secret", "Twitter access secret", ["twitter"], Form.alphanumeric(45)),
            .assigned("twitter-access-token", "Twitter access token", ["twitter"], "[0-9]{15,25}-[a-zA-Z0-9]{20,40}"),
            .assigned("twitter-api-key", "Twitter API key", ["twitter"], Form.alphanumeric(25)),
            .assigned("twitter-api-secret", "Twitter API secret", ["twitter"], Form.alphanumeric(50)),
            .assigned("twitter-bearer-token", "Twitter bearer token", ["twitter"], "A{22}[a-zA-Z0-9%]{80,100}"),
        ])
}
