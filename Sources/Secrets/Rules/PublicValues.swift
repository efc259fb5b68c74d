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

    /// Values printed in standards, manuals and test data that everyone has: RFC 6749's and RFC 7515's tokens, jwt.io's,
    /// the key of Go's TLS example.
    private static let printed: Set<String> = [
        "00cf4c781dc37003",
        "3d368f479f189cc5",
        "45ff65530e6681e6",
        "6c96130f130ab0d6",
        "7f75367e78812551",
        "8d4ef6536dc8895f",
        "9d3ee5aba8757cb2",
        "ab2af61575c02bd6",
    ]

    /// Line breaks do not count: keys are printed in several ways.
    static func holds(_ value: UnsafeRawBufferPointer) -> Bool {
        let bare = String(decoding: value.filter { !ByteSet.space.contains($0) }, as: UTF8.self)
        return printed.contains(Checksum.shortDigest(bare))
    }
}
