extension Provider {
    static let finnhub = Provider(
        "Finnhub", revocation: "finnhub.io/dashboard",
        [
            .assigned("finnhub-access-token", "Finnhub API key", ["finnhub"], Form.alphanumeric(20))
        ])
}
