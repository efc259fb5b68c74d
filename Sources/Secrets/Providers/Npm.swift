extension Provider {
    static let npm = Provider(
        "npm", revocation: "npmjs.com → access tokens",
        [
            .token(
                "npm-access-token", "npm access token", ["npm_"], "[a-z0-9]{36}", entropy: 2, anyCase: true, .critical
            ).with(.base62Checksum)
        ])
}
