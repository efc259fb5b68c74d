extension Provider {
    static let duffel = Provider(
        "Duffel", revocation: "Duffel dashboard → access tokens",
        [
            .token(
                "duffel-api-token", "Duffel access token", ["duffel_test_", "duffel_live_"], "[a-z0-9_=-]{43}",
                entropy: 2, anyCase: true)
        ])
}
