extension Provider {
    static let cloudflare = Provider(
        "Cloudflare", revocation: "dash.cloudflare.com/profile/api-tokens",
        [
            .assigned("cloudflare-api-key", "Cloudflare API token", ["cloudflare"], "[a-z0-9_-]{40}", entropy: 2),
            .assigned(
                "cloudflare-global-api-key", "Cloudflare global API key", ["cloudflare"], Form.hex(37), entropy: 2,
                .critical),
            .token(
                "cloudflare-origin-ca-key", "Cloudflare origin CA key", ["v1.0-"], "[a-f0-9]{24}-[a-f0-9]{146}",
                entropy: 2, .critical),
        ])
}
