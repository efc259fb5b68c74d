extension Provider {
    static let confluent = Provider(
        "Confluent", revocation: "Confluent Cloud → API keys",
        [
            .assigned("confluent-access-token", "Confluent API key", ["confluent"], Form.alphanumeric(16)),
            .assigned("confluent-secret-key", "Confluent API secret", ["confluent"], Form.alphanumeric(64)),
            .token("confluent-cloud-secret", "Confluent Cloud API secret", ["cflt"], "[A-Za-z0-9+/]{60}", entropy: 4),
        ])
}
