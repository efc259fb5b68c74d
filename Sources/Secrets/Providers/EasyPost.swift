extension Provider {
    static let easyPost = Provider(
        "EasyPost", revocation: "easypost.com/account/api-keys",
        [
            .token("easypost-api-token", "EasyPost API key", ["EZAK"], "[a-z0-9]{54}", entropy: 2, anyCase: true),
            .token(
                "easypost-test-api-token", "EasyPost test API key", ["EZTK"], "[a-z0-9]{54}", entropy: 2, anyCase: true,
                .medium),
        ])
}
