extension Provider {
    static let zendesk = Provider(
        "Zendesk", revocation: "Zendesk admin center → API",
        [
            .assigned("zendesk-secret-key", "Zendesk secret key", ["zendesk"], Form.alphanumeric(40))
        ])
}
