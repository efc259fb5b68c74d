extension Provider {
    static let finicity = Provider(
        "Finicity", revocation: "developer.finicity.com",
        [
            .assigned("finicity-api-token", "Finicity API token", ["finicity"], Form.hex(32)),
            .assigned("finicity-client-secret", "Finicity client secret", ["finicity"], Form.alphanumeric(20)),
        ])
}
