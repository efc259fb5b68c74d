extension Provider {
    static let infracost = Provider(
        "Infracost", revocation: "Infracost Cloud → org settings",
        [
            .token("infracost-api-token", "Infracost API token", ["ico-"], "[a-zA-Z0-9]{32}", entropy: 3)
        ])
}
