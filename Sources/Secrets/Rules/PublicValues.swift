/// Values that look like secrets and are published on purpose, by the first 8 bytes of their SHA-256.
enum PublicValues {
    /// Google API keys of samples, browsers and libraries that everyone ships.
    static let googleKeys: [String] = [
        "0b476bdf9acf2123",
        "27a9a42931dff7eb",
        "37f8f09bdf12c2f2",
        "3f370c9dd8225c63",
        "a19f89ab3555eac1",
        "b7d61096898ce748",
        "dc0fcf046c61640c",
        "e4a5542bb7fd7b67",
    ]
}
