extension Provider {
    static let figma = Provider(
        "Figma", revocation: "figma.com → settings → personal access tokens",
        [
            .token("figma-pat", "Figma personal access token", ["figd_", "figdh_"], "[a-zA-Z0-9_-]{40,80}", entropy: 3)
        ])
}
