extension Provider {
    static let kuCoin = Provider(
        "KuCoin", revocation: "KuCoin → API management",
        [
            .assigned("kucoin-access-token", "KuCoin API key", ["kucoin"], Form.hex(24)),
            .assigned("kucoin-secret-key", "KuCoin API secret", ["kucoin"], Form.uuid),
        ])
}
