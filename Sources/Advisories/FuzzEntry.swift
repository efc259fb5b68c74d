/// Doors for libFuzzer: every format that comes from outside. Nothing may crash, hang or grow without bound.
public enum AdvisoryFuzz {
    /// Any document, to the feed that accepts it.
    public static func run(_ bytes: UnsafeRawBufferPointer) {
        let bytes = Array(bytes.prefix(1 << 20))
        _ = try? RepositoryIndex(parsing: bytes)
        _ = try? RepositoryIndex.mirror(in: bytes)
        for name in ["a.json", "a.yaml", "a.csv"] {
            let builder = AdvisoryDatabaseBuilder(limits: FeedLimits(document: 1 << 20, unpacked: 8 << 20))
            try? builder.read(bytes, named: name)
            builder.complete()
        }
    }

    /// A packed file or an archive, as if it lay on the disk.
    public static func archive(_ bytes: UnsafeRawBufferPointer) {
        let limits = FeedLimits(document: 1 << 20, unpacked: 8 << 20, entries: 1000)
        let bytes = Array(bytes.prefix(1 << 20))
        var tar = TarFiles(MemoryReader(bytes), limits: limits)
        while let entry = try? tar.next() { _ = entry.bytes }
        for reader in [
            UnpackingReader.gzip(MemoryReader(bytes)), .deflate(MemoryReader(bytes)), .zstd(MemoryReader(bytes)),
        ] {
            _ = try? BufferedReader(reader).rest(atMost: limits.document)
        }
    }

    /// A YAML document, to the fast reader, which must agree with Yams where it does not give up.
    public static func yaml(_ bytes: UnsafeRawBufferPointer) { _ = BlockYAML.read(Array(bytes.prefix(1 << 18))) }

    /// A database.
    public static func database(_ bytes: UnsafeRawBufferPointer) {
        guard let database = try? AdvisoryDatabase.open(bytes: Array(bytes.prefix(4 << 20)), name: "fuzz") else {
            return
        }
        _ = try? database.problems()
        _ = try? database.candidates(ecosystem: .go, name: "stdlib")
        _ = try? database.scores(ids: ["CVE-2023-44487"])
        _ = try? database.endOfLifeTable()
    }
}
