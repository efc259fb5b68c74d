extension Provider {
    static let settleMint = Provider(
        "SettleMint", revocation: "console.settlemint.com → tokens",
        [
            .token(
                "settlemint-application-access-token", "SettleMint application token", ["sm_aat_"], "[a-zA-Z0-9]{16}",
                entropy: 3),
            .token(
                "settlemint-personal-access-token", "SettleMint personal token", ["sm_pat_"], "[a-zA-Z0-9]{16}",
                entropy: 3),
            .token(
                "settlemint-service-access-token", "SettleMint service token", ["sm_sat_"], "[a-zA-Z0-9]{16}",
                entropy: 3),
        ])
}
