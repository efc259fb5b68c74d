extension Provider {
    static let messageBird = Provider(
        "MessageBird", revocation: "dashboard.messagebird.com → developers",
        [
            .assigned(
                "messagebird-api-token", "MessageBird API key", ["messagebird", "message-bird", "message_bird"],
                Form.alphanumeric(25)),
            .assigned(
                "messagebird-client-id", "MessageBird client id", ["messagebird", "message-bird", "message_bird"],
                Form.uuid
            ).identifier(),
        ])
}
