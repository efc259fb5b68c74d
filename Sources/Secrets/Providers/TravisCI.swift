extension Provider {
    static let travisCI = Provider(
        "Travis CI", revocation: "app.travis-ci.com/account/preferences",
        [
            .assigned("travisci-access-token", "Travis CI token", ["travis"], Form.alphanumeric(22))
        ])
}
