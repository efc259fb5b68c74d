extension Provider {
    static let shippo = Provider(
        "Shippo", revocation: "apps.goshippo.com/settings/api",
        [
            .token(
                "shippo-api-token", "Shippo API token", ["shippo_live_", "shippo_test_"], "[a-fA-F0-9]{40}", entropy: 2)
        ])
}
