extension Provider {
    static let linear = Provider(
        "Linear", revocation: "linear.app/settings/api",
        [
            .token("linear-api-key", "Linear API key", ["lin_api_"], "[a-z0-9]{40}", entropy: 2, anyCase: true),
            .token("linear-oauth-token", "Linear OAuth token", ["lin_oauth_"], "[a-zA-Z0-9]{40,64}", entropy: 3),
            .assigned("linear-client-secret", "Linear client secret", ["linear"], Form.hex(32), entropy: 2),
        ])
}
