extension Provider {
    static let slack = Provider(
        "Slack", revocation: "api.slack.com/apps",
        [
            .token(
                "slack-app-token", "Slack app-level token", ["xapp-"], "[0-9]-[A-Z0-9]+-[0-9]+-[a-z0-9]+", entropy: 2,
                anyCase: true),
            .token(
                "slack-bot-token", "Slack bot token", ["xoxb-"], "[0-9]{10,13}-[0-9]{10,13}[a-zA-Z0-9-]*", entropy: 3,
                .critical),
            .token(
                "slack-config-access-token", "Slack configuration access token", ["xoxe.xoxb-", "xoxe.xoxp-"],
                "[0-9]-[A-Z0-9]{163,166}", entropy: 2, anyCase: true),
            .token(
                "slack-config-refresh-token", "Slack configuration refresh token", ["xoxe-"], "[0-9]-[A-Z0-9]{146}",
                entropy: 2, anyCase: true),
            .token(
                "slack-legacy-bot-token", "Slack legacy bot token", ["xoxb-"], "[0-9]{8,14}-[a-zA-Z0-9]{18,26}",
                entropy: 2),
            .token(
                "slack-legacy-token", "Slack legacy token", ["xoxo-", "xoxs-"], "[0-9]+-[0-9]+-[0-9]+-[a-fA-F0-9]+",
                entropy: 2),
            .token(
                "slack-legacy-workspace-token", "Slack legacy workspace token", ["xoxa-", "xoxr-"],
                "(?:[0-9]-)?[0-9a-zA-Z]{8,48}", entropy: 2),
            .token(
                "slack-user-token", "Slack user token", ["xoxp-", "xoxe-"],
                "[0-9]{10,13}(?:-[0-9]{10,13}){2}-[a-zA-Z0-9-]{28,34}", entropy: 2, .critical),
            .located(
                "slack-webhook-url", "Slack webhook", near: ["hooks.slack.com/"],
                "hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{43,100}", .medium),
        ])
}
