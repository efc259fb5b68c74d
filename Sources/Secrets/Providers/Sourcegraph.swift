extension Provider {
    static let sourcegraph = Provider(
        "Sourcegraph", revocation: "Sourcegraph → settings → access tokens",
        [
            .token(
                "sourcegraph-access-token", "Sourcegraph access token", ["sgp_"],
                "(?:(?:[a-fA-F0-9]{16}|local)_)?[a-fA-F0-9]{40}", entropy: 3),
            .assigned(
                "sourcegraph-access-token", "Sourcegraph access token", ["sourcegraph"], Form.hex(40), entropy: 3),
        ])
}
