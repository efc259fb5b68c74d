import Artifacts

/// The parsers of package databases for libFuzzer and mutation tests: any bytes in, no trap, no hang.
public enum DpkgFuzz {
    public static func run(_ bytes: UnsafeRawBufferPointer) {
        let content = Bytes(bytes)
        let packages = DpkgCataloger.packages(in: content)
        feed(bytes, to: DpkgFileListCataloger(), at: "var/lib/dpkg/info/a.list")
        feed(bytes, to: DpkgFileListCataloger(), at: "var/lib/dpkg/info/a.md5sums")
        feed(bytes, to: CopyrightCataloger(), at: "usr/share/doc/a/copyright")
        feed(bytes, to: OSReleaseCataloger(), at: "etc/os-release")
        assemble(DpkgDatabaseFact(packages: packages), at: "var/lib/dpkg/status")
    }
}

public enum ApkFuzz {
    public static func run(_ bytes: UnsafeRawBufferPointer) {
        assemble(ApkDatabaseFact(packages: ApkCataloger.packages(in: Bytes(bytes))), at: "lib/apk/db/installed")
    }
}

public enum RpmFuzz {
    /// All three formats by their magic, and a lone header.
    public static func run(_ bytes: UnsafeRawBufferPointer) {
        feed(bytes, to: RpmCataloger(), at: "var/lib/rpm/Packages")
        var reader = RpmPackageReader()
        reader.read(Bytes(bytes))
        assemble(RpmDatabaseFact(packages: reader.packages), at: "var/lib/rpm/Packages")
    }
}

/// Versions, licences and purls, which SBOMs bring as free text.
public enum IdentityFuzz {
    public static func run(_ bytes: UnsafeRawBufferPointer) {
        let text = Bytes(bytes).string
        if let purl = try? PackageURL(parsing: text) { _ = try? PackageURL(parsing: purl.description) }
        _ = Licence.expression(text)
        let half = text.utf8.count / 2
        let (left, right) = (String(decoding: bytes.prefix(half), as: UTF8.self), text)
        if let left = GoVersion(left), let right = GoVersion(right) { _ = left < right }
        if let left = DpkgVersion(left), let right = DpkgVersion(right) { _ = left < right }
        if let left = ApkVersion(left), let right = ApkVersion(right) { _ = left < right }
        if let left = RpmVersion(left), let right = RpmVersion(right) { _ = left < right }
    }
}

private func feed(_ bytes: UnsafeRawBufferPointer, to analyzer: any Analyzer, at path: String) {
    var analyzer = analyzer
    analyzer.analyze(Entry(path: path, mode: 0o755, size: Int64(bytes.count)), content: bytes) { _ in }
}

private func assemble(_ fact: some Fact, at path: String) {
    _ = InventoryAssembler.assemble(pass: PassResult(facts: [LocatedFact(path: path, fact: fact)]))
}
