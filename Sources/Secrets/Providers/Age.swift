extension Provider {
    static let age = Provider(
        "age", revocation: "make a new identity and re-encrypt",
        [
            .token(
                "age-secret-key", "age identity (private key)", ["AGE-SECRET-KEY-1"],
                "[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}", .critical
            ).with(.bech32)
        ])
}
