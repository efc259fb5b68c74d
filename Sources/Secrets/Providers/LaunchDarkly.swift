extension Provider {
    static let launchDarkly = Provider(
        "LaunchDarkly", revocation: "LaunchDarkly → account settings → authorization",
        [
            .assigned("launchdarkly-access-token", "LaunchDarkly access token", ["launchdarkly"], Form.extended(40)),
            .token(
                "launchdarkly-sdk-key", "LaunchDarkly SDK or API key", ["sdk-", "mob-", "api-"], Form.uuid, entropy: 3
            ).only(in: .strict),
        ])
}
