extension Provider {
    static let discord = Provider(
        "Discord", revocation: "discord.com/developers → the application",
        [
            .assigned("discord-api-token", "Discord API key", ["discord"], Form.hex(64)),
            .assigned("discord-client-id", "Discord client id", ["discord"], "[0-9]{18}", entropy: 2).identifier(),
            .assigned("discord-client-secret", "Discord client secret", ["discord"], Form.extended(32), entropy: 2),
            .located(
                "discord-bot-token", "Discord bot token", near: ["discord"],
                "discord[\\w\"' .:=-]{1,40}?([MNO][a-zA-Z0-9_-]{23,27}\\.[a-zA-Z0-9_-]{6}\\.[a-zA-Z0-9_-]{27,38})",
                entropy: 4,
                anyCase: true),
            .located(
                "discord-webhook", "Discord webhook",
                near: ["discord.com/api/webhooks/", "discordapp.com/api/webhooks/"],
                "discord(?:app)?\\.com/api/webhooks/[0-9]{17,20}/([a-zA-Z0-9_-]{60,72})", entropy: 3, .medium),
        ])
}
