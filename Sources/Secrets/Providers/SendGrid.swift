extension Provider {
    static let sendGrid = Provider(
        "SendGrid", revocation: "app.sendgrid.com/settings/api_keys",
        [
            .token(
                "sendgrid-api-token", "SendGrid API key", ["SG."], "[a-z0-9=_.-]{66}", entropy: 2, anyCase: true,
                .critical
            ).strict()
        ])
}
