extension Provider {
    static let okta = Provider(
        "Okta", revocation: "Okta admin → security → API → tokens",
        [
            .assigned("okta-access-token", "Okta API token", ["okta"], "00[a-zA-Z0-9_=-]{40}", entropy: 4)
        ])
}
