extension Provider {
    static let intra42 = Provider(
        "Intra 42", revocation: "profile.intra.42.fr/oauth/applications",
        [
            .token(
                "intra42-client-secret", "Intra 42 client secret", ["s-s4t2ud-", "s-s4t2af-"], Form.hex(64), entropy: 3,
                anyCase: true)
        ])
}
