extension Provider {
    static let flyIO = Provider(
        "Fly.io", revocation: "fly tokens revoke",
        [
            .token("flyio-access-token", "Fly.io access token", ["fo1_"], "[a-zA-Z0-9_-]{43}", entropy: 4, .critical),
            .token(
                "flyio-access-token", "Fly.io access token", ["fm1a_", "fm1r_", "fm2_"],
                "[a-zA-Z0-9+/]{100,2000}={0,3}", entropy: 4, .critical
            ).reaching(2200),
        ])
}
