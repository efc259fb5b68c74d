extension Provider {
    static let asana = Provider(
        "Asana", revocation: "app.asana.com/0/my-apps",
        [
            .assigned("asana-client-id", "Asana client id", ["asana"], "[0-9]{16}").identifier(),
            .assigned("asana-client-secret", "Asana client secret", ["asana"], Form.alphanumeric(32)),
        ])
}
