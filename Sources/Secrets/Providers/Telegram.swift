extension Provider {
    static let telegram = Provider(
        "Telegram", revocation: "BotFather → /revoke",
        [
            .located(
                "telegram-bot-api-token", "Telegram bot token", near: [":AA"], back: 16,
                "[0-9]{5,16}:AA[a-zA-Z0-9_-]{33}", entropy: 3.5)
        ])
}
