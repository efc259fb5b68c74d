extension Provider {
    static let alibaba = Provider(
        "Alibaba Cloud", revocation: "RAM console → AccessKey",
        [
            .token(
                "alibaba-access-key-id", "Alibaba Cloud access key id", ["LTAI"], "[a-z0-9]{20}", entropy: 2,
                anyCase: true, .medium),
            .assigned(
                "alibaba-secret-key", "Alibaba Cloud access key secret", ["alibaba"], Form.alphanumeric(30), entropy: 2),
        ])
}
