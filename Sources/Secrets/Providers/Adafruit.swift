extension Provider {
    static let adafruit = Provider(
        "Adafruit IO", revocation: "io.adafruit.com → API key",
        [
            .assigned("adafruit-api-key", "Adafruit IO key", ["adafruit"], "[a-z0-9_-]{32}")
        ])
}
