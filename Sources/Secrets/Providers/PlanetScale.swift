extension Provider {
    static let planetScale = Provider(
        "PlanetScale", revocation: "app.planetscale.com → settings",
        [
            .token(
                "planetscale-api-token", "PlanetScale API token", ["pscale_tkn_"], "[a-z0-9_=.-]{32,64}", entropy: 3,
                anyCase: true),
            .token(
                "planetscale-oauth-token", "PlanetScale OAuth token", ["pscale_oauth_"], "[a-z0-9_=.-]{32,64}",
                entropy: 3, anyCase: true),
            .token(
                "planetscale-password", "PlanetScale database password", ["pscale_pw_"], "[a-z0-9_=.-]{32,64}",
                entropy: 3, anyCase: true, .critical),
        ])
}
