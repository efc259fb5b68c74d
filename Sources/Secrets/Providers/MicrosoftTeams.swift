extension Provider {
    static let microsoftTeams = Provider(
        "Microsoft Teams", revocation: "Teams → connectors of the channel",
        [
            .located(
                "microsoft-teams-webhook", "Microsoft Teams webhook", near: [".webhook.office.com/webhookb2/"],
                back: 60,
                "https://[a-z0-9]+\\.webhook\\.office\\.com/webhookb2/" + Form.looseUUID + "@" + Form.looseUUID
                    + "/IncomingWebhook/[a-z0-9]{32}/" + Form.looseUUID, anyCase: true, .medium)
        ])
}
