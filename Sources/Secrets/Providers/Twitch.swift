extension Provider {
    static let twitch = Provider(
        "Twitch", revocation: "dev.twitch.tv/console/apps",
        [
            .assigned("twitch-api-token", "Twitch client secret or token", ["twitch"], Form.alphanumeric(30))
        ])
}
