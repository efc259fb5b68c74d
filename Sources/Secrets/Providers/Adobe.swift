extension Provider {
    static let adobe = Provider(
        "Adobe", revocation: "developer.adobe.com → project → credentials",
        [
            .assigned("adobe-client-id", "Adobe client id", ["adobe"], Form.hex(32)).identifier(),
            .token(
                "adobe-client-secret", "Adobe client secret", ["p8e-"], Form.alphanumeric(32), entropy: 2, anyCase: true
            ),
        ])
}
