extension Provider {
    static let kraken = Provider(
        "Kraken", revocation: "Kraken → settings → API",
        [
            .assigned("kraken-access-token", "Kraken private key", ["kraken"], "[a-z0-9/=_+-]{80,90}")
        ])
}
