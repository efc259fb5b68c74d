extension Provider {
    static let sendbird = Provider(
        "Sendbird", revocation: "dashboard.sendbird.com",
        [
            .assigned("sendbird-access-id", "Sendbird application id", ["sendbird"], Form.uuid).identifier(),
            .assigned("sendbird-access-token", "Sendbird API token", ["sendbird"], Form.hex(40)),
        ])
}
