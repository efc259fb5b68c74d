/// What fuzzers call: whatever the bytes are, no trap and no hang.
public enum SecretFuzz {
    private static let scanner = SecretScanner(
        SecretScanOptions(
            selection: .init(profile: .all),
            limits: {
                var limits = SecretLimits(); limits.unpackedBytes = 8 << 20; return limits
            }()))

    /// Any file.
    public static func run(_ bytes: UnsafeRawBufferPointer) { _ = scanner.scan(bytes, path: "fuzz") }

    /// A zip archive, a tar archive or gzip data, by its first bytes.
    public static func runArchive(_ bytes: UnsafeRawBufferPointer) {
        let heads: [[UInt8]] = [[0x50, 0x4B, 3, 4], [0x1F, 0x8B, 8, 0]]
        for head in heads { _ = scanner.scan(head + Array(bytes), path: "fuzz") }
    }

    /// A loose git object: zlib data.
    public static func runLooseObject(_ bytes: UnsafeRawBufferPointer) {
        _ = scanner.scan([0x78, 0x9C] + Array(bytes), path: "objects/ab/" + String(repeating: "0", count: 38))
    }

    /// A git pack.
    public static func runPack(_ bytes: UnsafeRawBufferPointer) {
        var pack = GitPack(bytes, limits: SecretLimits())
        pack.forEachBlob(Inflater()) { _, _ in true }
    }

    /// A configuration file.
    public static func runConfiguration(_ bytes: UnsafeRawBufferPointer) {
        _ = try? SecretConfiguration(parsing: String(decoding: bytes, as: UTF8.self), path: "fuzz.toml")
    }

    /// A pattern, run over itself.
    public static func runPattern(_ bytes: UnsafeRawBufferPointer) {
        guard let pattern = try? Pattern(String(decoding: bytes.prefix(512), as: UTF8.self)) else { return }
        var search = PatternSearch()
        _ = search.firstMatch(of: pattern, in: bytes.slice(0..<4096), starts: 0..<4096)
    }
}
