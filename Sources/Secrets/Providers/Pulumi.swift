extension Provider {
    static let pulumi = Provider(
        "Pulumi", revocation: "app.pulumi.com/account/tokens",
        [
            .token("pulumi-api-token", "Pulumi access token", ["pul-"], "[a-f0-9]{40}", entropy: 2, .critical)
        ])
}
