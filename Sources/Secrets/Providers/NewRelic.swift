extension Provider {
    static let newRelic = Provider(
        "New Relic", revocation: "one.newrelic.com → API keys",
        [
            .assigned(
                "new-relic-browser-api-token", "New Relic browser key", ["new-relic", "newrelic", "new_relic"],
                "NRJS-[a-f0-9]{19}", .medium),
            .assigned(
                "new-relic-insert-key", "New Relic insights insert key", ["new-relic", "newrelic", "new_relic"],
                "NRII-[a-z0-9-]{32}"),
            .assigned(
                "new-relic-user-api-id", "New Relic user API id", ["new-relic", "newrelic", "new_relic"],
                Form.alphanumeric(64)),
            .assigned(
                "new-relic-user-api-key", "New Relic user API key", ["new-relic", "newrelic", "new_relic"],
                "NRAK-[a-z0-9]{27}"),
            .token(
                "new-relic-key", "New Relic key", ["NRAK-", "NRII-", "NRIQ-", "NRRA-"], "[A-Za-z0-9_-]{27,42}",
                entropy: 3),
        ])
}
