extension Provider {
    static let onePassword = Provider(
        "1Password", revocation: "1Password → Developer Tools, or the account's Emergency Kit",
        [
            .token(
                "1password-secret-key", "1Password secret key", ["A3-"],
                "[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}", entropy: 3.8
            ).strict(),
            .token(
                "1password-service-account-token", "1Password service account token", ["ops_eyJ"],
                "[a-zA-Z0-9+/]{250,1000}={0,3}", entropy: 4, .critical),
        ])
}
