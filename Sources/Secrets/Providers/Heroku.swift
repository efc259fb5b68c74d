extension Provider {
    static let heroku = Provider(
        "Heroku", revocation: "dashboard.heroku.com/account",
        [
            .assigned("heroku-api-key", "Heroku API key", ["heroku"], Form.uuid),
            .token("heroku-api-key-v2", "Heroku API key", ["HRKU-AA"], "[0-9a-zA-Z_-]{58}", entropy: 4),
        ])
}
