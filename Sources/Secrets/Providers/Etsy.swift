extension Provider {
    static let etsy = Provider(
        "Etsy", revocation: "etsy.com/developers/your-apps",
        [
            .assigned("etsy-access-token", "Etsy API key", ["etsy"], Form.alphanumeric(24), entropy: 3).with(
                .spelled(["ETSY", "Etsy", "etsy"]))
        ])
}
