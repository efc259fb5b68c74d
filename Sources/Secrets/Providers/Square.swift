extension Provider {
    static let square = Provider(
        "Square", revocation: "developer.squareup.com/apps",
        [
            .token(
                "square-access-token", "Square access token", ["EAAA", "sq0atp-"], "[0-9a-zA-Z_-]{22,60}", entropy: 2
            ).with(.needsUpperAndLower),
            .token(
                "square-secret", "Square OAuth secret", ["sq0csp-"], "[0-9a-zA-Z_=\\x5C^-]{43}", entropy: 2,
                anyCase: true),
        ])
}
