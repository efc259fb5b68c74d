extension Provider {
    static let intercom = Provider(
        "Intercom", revocation: "app.intercom.com → developer hub",
        [
            .assigned("intercom-api-key", "Intercom access token", ["intercom"], Form.extended(60))
        ])
}
