extension Provider {
    static let sentry = Provider(
        "Sentry", revocation: "sentry.io/settings/account/api/auth-tokens",
        [
            .assigned("sentry-access-token", "Sentry access token", ["sentry"], Form.hex(64), entropy: 3),
            .token(
                "sentry-org-token", "Sentry organisation token", ["sntrys_eyJpYXQiO"],
                "[a-zA-Z0-9+/]{10,200}(?:LCJyZWdpb25fdXJs|InJlZ2lvbl91cmwi|cmVnaW9uX3VybCI6)[a-zA-Z0-9+/]{10,200}={0,2}_[a-zA-Z0-9+/]{43}",
                entropy: 4.5),
            .token("sentry-user-token", "Sentry user token", ["sntryu_"], Form.hex(64), entropy: 3.5),
        ])
}
