extension Provider {
    static let clojars = Provider(
        "Clojars", revocation: "clojars.org/tokens",
        [
            .token("clojars-api-token", "Clojars deploy token", ["CLOJARS_"], "[a-z0-9]{60}", entropy: 2, anyCase: true)
        ])
}
