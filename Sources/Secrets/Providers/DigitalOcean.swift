extension Provider {
    static let digitalOcean = Provider(
        "DigitalOcean", revocation: "cloud.digitalocean.com/account/api/tokens",
        [
            .token(
                "digitalocean-access-token", "DigitalOcean OAuth token", ["doo_v1_"], Form.hex(64), entropy: 3,
                anyCase: true, .critical),
            .token(
                "digitalocean-pat", "DigitalOcean personal access token", ["dop_v1_"], Form.hex(64), entropy: 3,
                anyCase: true, .critical),
            .token(
                "digitalocean-refresh-token", "DigitalOcean refresh token", ["dor_v1_"], Form.hex(64), anyCase: true,
                .critical),
        ])
}
